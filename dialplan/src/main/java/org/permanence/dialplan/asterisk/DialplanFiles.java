package org.permanence.dialplan.asterisk;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What `extensions.conf` includes: the engines' addresses, the practices' numbers, their fallback lines.
final class DialplanFiles {

    private DialplanFiles() {}

    static String globals(AsteriskHouse house) {
        List<Address> engines = house.network().engines();
        return "PERM_ENGINES = " + engines.size() + "\n"
                + IntStream.range(0, engines.size())
                        .mapToObj(i -> "PERM_ENGINE_" + (i + 1) + " = " + engines.get(i) + "\n")
                        .collect(Collectors.joining())
                + "PERM_EMERGENCY = " + house.folders().sounds().resolve("emergency") + "\n";
    }

    static String incoming(AsteriskHouse house) {
        StringBuilder text = new StringBuilder();
        for (AnsweredPractice practice : house.practices()) {
            practice.numbers()
                    .forEach(number -> Dialled.forms(number)
                            .forEach(form -> text.append("""
                            exten => %s,1,Set(PERM_DID=%s)
                             same => n,Set(PERM_PRACTICE=%s)
                             same => n,Goto(reception,s,1)
                            """.formatted(form, number.digits(), practice.id()))));
        }
        return text.toString();
    }

    static String fallback(AsteriskHouse house) {
        return house.practices().stream()
                .map(practice -> fallback(house, practice))
                .collect(Collectors.joining("\n"));
    }

    private static String fallback(AsteriskHouse house, AnsweredPractice practice) {
        StringBuilder text = new StringBuilder("""
                [fallback-%s]
                exten => s,1,Set(PERM_LANGUAGE=%s)
                 same => n,Set(PERM_LINES=%d)
                """.formatted(
                        practice.id(), practice.language(), practice.fallback().size()));
        for (int n = 1; n <= practice.fallback().size(); n++) {
            FallbackLine line = practice.fallback().get(n - 1);
            text.append(" same => n,Set(PERM_LINE_%d=%s)\n".formatted(n, dialled(house, line)));
            text.append(" same => n,Set(PERM_SHOWN_%d=%s)\n".formatted(n, shown(practice, line)));
        }
        return text.append(" same => n,Goto(ring-fallback,s,1)\n").toString();
    }

    private static String dialled(AsteriskHouse house, FallbackLine line) {
        return switch (line) {
            case FallbackLine.House(String phone) ->
                "PJSIP/" + house.phone(phone).endpoint();
            case FallbackLine.Outside(String trunk, var number) -> "PJSIP/" + number.digits() + "@" + trunk;
        };
    }

    /// The number a line behind a trunk is shown; empty for a telephone of the house, which is shown the caller's.
    private static String shown(AnsweredPractice practice, FallbackLine line) {
        return switch (line) {
            case FallbackLine.House _ -> "";
            case FallbackLine.Outside _ -> practice.numbers().getFirst().digits();
        };
    }
}
