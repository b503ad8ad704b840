package org.permanence.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One SIPp process that signals for many phones. Commands go to it as datagrams that look like SIP, because SIPp
/// finds a call by the Call-ID of what it receives. It reports events on standard error, line by line.
final class Sipp implements AutoCloseable {

    private static final int MAX_LINES = 40;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

    /// SIPp's own time limit, in case the test cannot end it.
    private static final String LIFETIME = "3600s";

    private final String name;
    private final InetSocketAddress address;
    private final Process process;
    private final DatagramSocket commands;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reader;

    /// @param scenario `callers` or `answering`, a resource of this package
    Sipp(String scenario, InetSocketAddress address, Path work, Consumer<SippEvent> listener) {
        this.name = scenario;
        this.address = address;
        try {
            Path file = copy(scenario, work);
            this.commands = new DatagramSocket(new InetSocketAddress(address.getAddress(), 0));
            this.process = new ProcessBuilder(command(file, address))
                    .directory(work.toFile())
                    .redirectOutput(work.resolve("sipp-" + scenario + ".out").toFile())
                    .start();
        } catch (IOException e) {
            throw new LabException("sipp: not started (expected: on the path)", e);
        }
        this.reader = Thread.ofPlatform().daemon().name("lab-" + scenario).start(() -> read(listener));
        awaitPort();
    }

    void sendCommand(String verb, String call, Map<String, String> headers) {
        var message = new StringBuilder("%s sip:lab SIP/2.0\r\n".formatted(verb))
                .append("Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-lab\r\n")
                .append("From: <sip:lab@127.0.0.1>;tag=1\r\nTo: <sip:lab@127.0.0.1>\r\n")
                .append("Call-ID: %s\r\nCSeq: 1 %s\r\n".formatted(call, verb));
        headers.forEach((header, value) ->
                message.append("X-").append(header).append(": ").append(value).append("\r\n"));
        // One character is one byte, so that a test can send any bytes.
        byte[] bytes = message.append("Content-Length: 0\r\n\r\n").toString().getBytes(ISO_8859_1);
        try {
            commands.send(new DatagramPacket(bytes, bytes.length, address));
        } catch (IOException e) {
            throw new LabException(describe("does not take the command " + verb), e);
        }
    }

    /// A failure message with SIPp's last output.
    String describe(String problem) {
        synchronized (lastLines) {
            return "sipp %s: %s%n%s".formatted(name, problem, String.join(System.lineSeparator(), lastLines));
        }
    }

    @Override
    public void close() {
        commands.close();
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join(Duration.ofSeconds(3));
        } catch (InterruptedException _) {
            process.destroyForcibly(); // Stops waiting, but the process must not survive.
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Path scenario, InetSocketAddress address) {
        return List.of(
                "sipp",
                "-sf",
                scenario.toString(),
                "-nostdin",
                "-aa",
                "-timeout",
                LIFETIME,
                "-i",
                address.getAddress().getHostAddress(),
                "-p",
                Integer.toString(address.getPort()),
                "-trace_logs",
                "-log_file",
                "/dev/stderr",
                "-trace_err",
                "-error_file",
                "/dev/stderr");
    }

    private static Path copy(String scenario, Path work) throws IOException {
        Files.createDirectories(work);
        Path file = work.resolve(scenario + ".xml");
        try (InputStream in = Sipp.class.getResourceAsStream("/lab/" + scenario + ".xml")) {
            if (in == null) {
                throw new LabException("scenario: %s not found".formatted(scenario));
            }
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private void read(Consumer<SippEvent> listener) {
        try (BufferedReader lines = process.errorReader(ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
                SippEvent.parse(line).ifPresent(listener);
            }
        } catch (IOException e) {
            remember("(no more lines: %s)".formatted(e.getClass().getSimpleName()));
        }
    }

    private void remember(String line) {
        synchronized (lastLines) {
            lastLines.add(line);
            if (lastLines.size() > MAX_LINES) {
                lastLines.remove();
            }
        }
    }

    /// Reads the kernel's list of bound ports; binding the port as a test could take it from SIPp.
    private void awaitPort() {
        byte[] ip = address.getAddress().getAddress();
        String socketEntry = "%02X%02X%02X%02X:%04X".formatted(ip[3], ip[2], ip[1], ip[0], address.getPort());
        try {
            for (long waited = 0; waited < START_TIMEOUT.toMillis(); waited += 10) {
                if (Files.readString(Path.of("/proc/net/udp")).contains(socketEntry)) {
                    return;
                }
                if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                    reader.join(Duration.ofSeconds(1));
                    throw new LabException(describe("ended at once with " + process.exitValue()));
                }
            }
        } catch (IOException e) {
            throw new LabException("sipp: /proc/net/udp not readable", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("sipp: start interrupted", e);
        }
        close();
        throw new LabException(describe("port not bound within " + START_TIMEOUT));
    }
}
