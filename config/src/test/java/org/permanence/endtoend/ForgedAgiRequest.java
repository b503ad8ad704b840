package org.permanence.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// A FastAGI request that another process of the machine sends in the name of a channel.
///
/// @param arguments what the dialplan would pass after the address
record ForgedAgiRequest(String script, String channel, String uniqueid, List<String> arguments) {

    /// Longer than the engine waits before it refuses a session.
    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private static final int MAX_COMMANDS = 20;

    /// Sends the request and presses key 1 at each command, until the engine closes the connection.
    ///
    /// @return the commands that the engine sent
    List<String> send(int port) {
        List<String> commands = new ArrayList<>();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            socket.getOutputStream().write(environment(port).getBytes(UTF_8));
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (String command = lines.readLine();
                    command != null && commands.size() < MAX_COMMANDS;
                    command = lines.readLine()) {
                commands.add(command);
                socket.getOutputStream().write("200 result=1\n".getBytes(UTF_8));
            }
        } catch (SocketException _) {
            return commands; // A reset: the engine closed with unread input.
        } catch (IOException e) {
            throw new UncheckedIOException("forged request: not closed by the engine, commands " + commands, e);
        }
        return commands;
    }

    private String environment(int port) {
        var lines = new StringBuilder("""
                agi_network: yes
                agi_network_script: %s
                agi_request: agi://127.0.0.1:%d/%1$s
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
                """.formatted(script, port, channel, uniqueid));
        for (int i = 0; i < arguments.size(); i++) {
            lines.append("agi_arg_")
                    .append(i + 1)
                    .append(": ")
                    .append(arguments.get(i))
                    .append('\n');
        }
        return lines.append('\n').toString();
    }
}
