package org.permanence.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.permanence.testing.Fixtures;

/// Hostile texts in `From`. A byte that SIP cannot carry is written as %XX; Asterisk decodes it.
final class HostileNames {

    /// Part of each text; must not appear in any log.
    static final String CANARY = Fixtures.SURNAME;

    private static final List<String> PAYLOADS = List.of(
            "%0A",
            "%0D%0A",
            "%00",
            "%0A%0A%0A",
            "%22",
            "%27%22%5C",
            "%3B",
            "%2C%26%7C",
            "%24%7BEXTEN%7D",
            "%24%7BSHELL(id)%7D",
            "%24%5B1%2B1%5D",
            "%24%7BGLOBAL(PERM_ENGINES)%7D%7D%7D",
            "%0Aagi_arg_1%3A%20%2B33199000911",
            "%0Aagi_network_script%3A%20bench%0A%0A",
            "%0D%0Aagi_uniqueid%3A%201.1%0D%0Aagi_dnid%3A%20112%0D%0A",
            "%0D%0AEvent%3A%20Hangup%0D%0AUniqueid%3A%201.1%0D%0A%0D%0A",
            "%0D%0A%0D%0AEvent%3A%20UserEvent%0D%0AUserEvent%3A%20PermFallback%0D%0A%0D%0A",
            "%0D%0A%0D%0AAction%3A%20Command%0D%0ACommand%3A%20core%20stop%20now%0D%0A%0D%0A",
            "%22%7D%0A%7B%22level%22%3A%22ERROR%22%2C%22forged%22%3A%22",
            "%E2%80%AE%E2%81%A6",
            "%E2%80%A8%C2%85%0B%0C",
            "%FF%FE%C0%AF%ED%A0%80",
            "%1B%5B2J%1B%5D0%3B%07",
            "%25n%25s%25x%n".replace("%n", "%25n"),
            "4".repeat(4096));

    /// Texts that need no escape in a quoted name; one byte a character.
    private static final List<String> RAW = List.of(
            "${SHELL(id)}",
            "\\\"\\\\",
            asBytes("\u202e\u2066\u0627"),
            "\u00ff\u00fe\u00c0\u00af",
            "\t;tag=1,<sip:112@127.0.0.1>",
            "$[1/0]`id`",
            "x".repeat(4096));

    private HostileNames() {}

    /// The given number of headers, all different.
    static List<String> headers(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String number = "%s%03d".formatted(Fixtures.NATIONAL_NUMBER_PREFIX, 500 + i % 400);
            String payload = PAYLOADS.get(i % PAYLOADS.size());
            String name = "%s %d".formatted(CANARY, i);
            names.add(
                    switch (i / PAYLOADS.size() % 5) {
                        case 0 -> "\"%s\" <sip:%s%s@127.0.0.2>".formatted(name, number, payload);
                        case 1 -> "\"%s%s\" <sip:%s@127.0.0.2>".formatted(name, payload, number);
                        case 2 -> "<sip:%s%s%s@127.0.0.2;user=phone>".formatted(payload, CANARY, number);
                        case 3 ->
                            "\"%s%s\" <sip:%s%s@127.0.0.2>"
                                    .formatted(name, RAW.get(i % RAW.size()), CANARY + number, payload);
                        default -> "\"%s\" <sip:%s:%s@127.0.0.2>".formatted(name, number, payload);
                    });
        }
        return names;
    }

    private static String asBytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
