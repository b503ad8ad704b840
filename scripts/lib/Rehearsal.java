import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Plays Asterisk for the rehearsal of the engine's start: it accepts the engine's AMI connection, lists one
/// channel, and opens that channel's AGI session with the secret that the engine sets. Usage:
///
/// ```sh
/// java Rehearsal.java AMI_SECRET_FILE AMI_PORT AGI_PORT
/// ```
///
/// Ends with status 0 once the engine has sent a command.
@SuppressWarnings("DefaultPackage") // A program of one file, run from its source.
final class Rehearsal {

    private static final int WAIT_MILLIS = 60_000;

    /// How long the call goes on, and the longest silence in it: a caller who waits hears music.
    private static final int CALL_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 2_000;

    private static final String CHANNEL = "PJSIP/carrier-00000001";

    private final String uniqueid;
    private final CompletableFuture<String> agiSecret = new CompletableFuture<>();

    private Rehearsal(String amiSecret) throws Exception {
        // As the engine derives Asterisk's systemname, with which each channel's id begins.
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(("permanence systemname\n" + amiSecret).getBytes(US_ASCII));
        uniqueid = HexFormat.of().formatHex(digest, 0, 8) + "-1.1";
    }

    public static void main(String[] arguments) throws Exception {
        var rehearsal = new Rehearsal(Files.readString(Path.of(arguments[0])).strip());
        try (var ami = new ServerSocket(Integer.parseInt(arguments[1]), 1, InetAddress.getLoopbackAddress())) {
            ami.setSoTimeout(WAIT_MILLIS);
            Thread.ofPlatform().daemon().start(() -> rehearsal.serve(ami));
            String secret = rehearsal.agiSecret.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (rehearsal.call(Integer.parseInt(arguments[2]), secret) == 0) {
                throw new IllegalStateException("rehearsal: the engine sent no command");
            }
        }
    }

    private void serve(ServerSocket ami) {
        try (Socket engine = ami.accept()) {
            send(engine, "Asterisk Call Manager/11.0.0\r\n");
            BufferedReader lines = reader(engine);
            var action = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    send(engine, answer(action.toString()));
                    action.setLength(0);
                } else {
                    action.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            agiSecret.completeExceptionally(e);
        }
    }

    private String answer(String action) {
        if (action.contains("Variable: PERM_SECRET_1\n")) {
            agiSecret.complete(header(action, "Value"));
        }
        String id = "ActionID: " + header(action, "ActionID") + "\r\n";
        if (!header(action, "Action").equals("Status")) {
            return "Response: Success\r\n" + id + "\r\n";
        }
        return "Response: Success\r\n" + id + "EventList: start\r\n\r\n"
                + "Event: Status\r\nChannel: " + CHANNEL + "\r\nChannelState: 6\r\nUniqueid: " + uniqueid
                + "\r\nLinkedid: " + uniqueid + "\r\nBridgeID: \r\nApplication: AGI\r\n" + id + "\r\n"
                + "Event: StatusComplete\r\n" + id + "EventList: Complete\r\nListItems: 1\r\n\r\n";
    }

    /// Answers each command of the call's flow.
    ///
    /// @return how many commands came
    private int call(int port, String secret) throws IOException {
        try (var agi = new Socket(InetAddress.getLoopbackAddress(), port)) {
            agi.setSoTimeout(SILENCE_MILLIS);
            send(agi, environment(port, secret));
            BufferedReader lines = reader(agi);
            int commands = 0;
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CALL_MILLIS);
            for (String command = next(lines); command != null && System.nanoTime() < end; command = next(lines)) {
                System.out.println(command);
                commands++;
                send(agi, "200 result=0 endpos=0\n");
            }
            return commands;
        }
    }

    /// The next command, or null if the flow waits for something else.
    private static String next(BufferedReader lines) throws IOException {
        try {
            return lines.readLine();
        } catch (SocketTimeoutException e) {
            return null;
        }
    }

    private String environment(int port, String secret) {
        return """
                agi_network: yes
                agi_network_script: reception
                agi_request: agi://127.0.0.1:%d/reception
                agi_channel: %s
                agi_language: fr
                agi_type: PJSIP
                agi_uniqueid: %s
                agi_version: 22.10.1
                agi_callerid: unknown
                agi_calleridname: unknown
                agi_callingpres: 0
                agi_callingani2: 0
                agi_callington: 0
                agi_callingtns: 0
                agi_dnid: unknown
                agi_rdnis: unknown
                agi_context: reception
                agi_extension: s
                agi_priority: 1
                agi_enhanced: 0.0
                agi_accountcode:\s
                agi_threadid: 1
                agi_arg_1: %s
                agi_arg_2: +33199000001
                agi_arg_3: 0
                agi_arg_4: 0
                agi_arg_5: alaw

                """.formatted(port, CHANNEL, uniqueid, secret);
    }

    private static String header(String action, String key) {
        return action.lines()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2))
                .findFirst()
                .orElse("");
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }
}
