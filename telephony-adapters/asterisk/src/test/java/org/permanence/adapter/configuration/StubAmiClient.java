package org.permanence.adapter.configuration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The engine's AMI connection, as far as the dialplan needs it: it sets heartbeats and bridges two legs.
final class StubAmiClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader lines;
    private final ScheduledExecutorService heartbeatTimer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicBoolean heartbeatOn = new AtomicBoolean();

    StubAmiClient(Address ami) {
        try {
            socket = new Socket(ami.host(), ami.port());
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            lines.readLine(); // The banner.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StubAmiClient login(ManagerAccess.Account account) {
        String answer = send(
                "Login",
                "Username: " + account.user(),
                "Secret: " + account.secret().value());
        if (!answer.startsWith("Response: Success")) {
            throw new IllegalStateException("AMI login: refused");
        }
        return this;
    }

    StubAmiClient startHeartbeat(int engine) {
        heartbeatOn.set(true);
        send("Setvar", "Variable: PERM_SECRET_" + engine, "Value: " + secret(engine));
        setHeartbeat(engine, 0);
        var _ = heartbeatTimer.scheduleAtFixedRate(() -> heartbeatIfOn(engine), 500, 500, TimeUnit.MILLISECONDS);
        return this;
    }

    /// The secret of an engine: the first argument of its calls.
    static String secret(int engine) {
        return "secret-of-engine-" + engine;
    }

    void stopHeartbeat() {
        heartbeatOn.set(false);
    }

    void setHeartbeat(int engine, long secondsAhead) {
        long seconds = InstantSource.system().instant().getEpochSecond() + secondsAhead;
        send("Setvar", "Variable: PERM_HEARTBEAT_" + engine, "Value: " + seconds);
    }

    /// The whole answer, without the events before it.
    synchronized String send(String action, String... fields) {
        try {
            String request = "Action: " + action + "\r\n"
                    + String.join(
                            "",
                            List.of(fields).stream()
                                    .map(field -> field + "\r\n")
                                    .toList()) + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            while (true) {
                StringBuilder message = new StringBuilder();
                for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                    message.append(line).append('\n');
                }
                if (message.indexOf("Response: ") == 0) {
                    return message.toString();
                }
                if (message.isEmpty()) {
                    return "";
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        heartbeatTimer.shutdownNow();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heartbeatIfOn(int engine) {
        if (heartbeatOn.get()) {
            setHeartbeat(engine, 0);
        }
    }
}
