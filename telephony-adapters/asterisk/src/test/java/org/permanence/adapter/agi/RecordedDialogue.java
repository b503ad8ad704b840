package org.permanence.adapter.agi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A recorded dialogue of a real Asterisk 22.10.1, without personal data.
record RecordedDialogue(String environment, List<Exchange> exchanges) {

    /// The secret in the recorded requests.
    static final AgiSecret SECRET = AgiSecret.of("0123456789abcdef0123456789abcdef");

    /// One command and everything that Asterisk sent until the next, `HANGUP` included.
    record Exchange(String command, String reply) {}

    static RecordedDialogue dialogue(String name) {
        try (InputStream in =
                Objects.requireNonNull(RecordedDialogue.class.getResourceAsStream("/agi/" + name + ".txt"))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String reply(String command) {
        return exchanges.stream()
                .filter(exchange -> exchange.command.startsWith(command))
                .findFirst()
                .orElseThrow()
                .reply;
    }

    private static RecordedDialogue parse(String text) {
        StringBuilder received = new StringBuilder();
        String environment = null;
        String command = "";
        List<Exchange> exchanges = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("< ")) {
                received.append(line, 2, line.length()).append('\n');
                continue;
            }
            if (environment == null) {
                environment = received.toString();
            } else {
                exchanges.add(new Exchange(command, received.toString()));
            }
            command = line.substring(2);
            received.setLength(0);
        }
        if (environment == null) {
            return new RecordedDialogue(received.toString(), List.of());
        }
        exchanges.add(new Exchange(command, received.toString()));
        return new RecordedDialogue(environment, exchanges);
    }
}
