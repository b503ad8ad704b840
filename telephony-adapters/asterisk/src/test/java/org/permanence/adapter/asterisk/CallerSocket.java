package org.permanence.adapter.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.permanence.testing.Fixtures;

/// One AGI session of a caller, from the dialplan's side. Nothing waits longer than ten seconds.
final class CallerSocket implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader reader;

    /// @param arguments what follows the dialled number
    CallerSocket(int port, String uniqueid, String... arguments) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        says("""
                agi_network: yes
                agi_network_script: reception
                agi_request: agi://127.0.0.1:4573/reception
                agi_channel: PJSIP/trunk-00000001
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
                """.formatted(uniqueid, Fixtures.LES_LILAS.digits()));
        for (int i = 0; i < arguments.length; i++) {
            says("agi_arg_%d: %s\n".formatted(i + 2, arguments[i]));
        }
        says("\n");
    }

    CallerSocket says(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// The next command, which is carried out; or null at the end of the session.
    @Nullable
    String does() {
        String command = hears();
        if (command != null) {
            says("200 result=0\n");
        }
        return command;
    }

    /// The next command, without an answer.
    @Nullable
    String hears() {
        try {
            return reader.readLine();
        } catch (SocketException _) {
            return null; // Reset: closed while something was unread.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
