package org.permanence.adapter.configuration;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.permanence.privacy.PhoneNumber;

/// The content of the files that `extensions.conf` includes: the engines' addresses, the practices' numbers and
/// fallback lines.
final class DialplanFiles {

    private DialplanFiles() {}

    static String globals(AsteriskModel model) {
        List<Address> engines = model.network().engines();
        return "PERM_ENGINES = " + engines.size() + "\n"
                + IntStream.range(0, engines.size())
                        .mapToObj(i -> "PERM_ENGINE_" + (i + 1) + " = " + engines.get(i) + "\n")
                        .collect(Collectors.joining())
                + model.network()
                        .sip()
                        .tls()
                        .map(tls -> "PERM_TLS_PORT = " + tls.port() + "\n")
                        .orElse("")
                + limits(model.network())
                + "PERM_NO_MEDIA = " + noMedia(model) + "\n"
                + "PERM_EMERGENCY = " + model.paths().sounds().resolve("emergency") + "\n"
                + "PERM_FALLBACK_QUESTION = " + model.paths().sounds().resolve("fallback-question") + "\n";
    }

    /// All callers together leave half of the RTP ports to the legs that are rung for them.
    private static String limits(AsteriskNetwork network) {
        PeerLimits limits = network.limits();
        return """
                PERM_CALLERS_NUMBER = %d
                PERM_CALLERS_WITHOUT = %d
                PERM_CALLERS_PRACTICE = %d
                PERM_CALLERS_ALL = %d
                """.formatted(
                        limits.callersFromOneNumber(),
                        limits.callersWithoutNumber(),
                        limits.callersToOnePractice(),
                        network.rtp().conversations());
    }

    /// A regular expression for addresses that no caller can have: this network, multicast, reserved and broadcast;
    /// and loopback, unless Asterisk or a carrier is there.
    private static String noMedia(AsteriskModel model) {
        boolean onLoopback = Stream.concat(
                        Stream.of(model.network().sip().plain().host()),
                        model.trunks().stream().flatMap(trunk -> trunk.addresses().stream()))
                .anyMatch(host -> host.startsWith("127.") || host.equals("localhost"));
        return "^(0|" + (onLoopback ? "" : "127|") + "22[4-9]|2[345][0-9])[.]";
    }

    static String incoming(AsteriskModel model) {
        StringBuilder text = new StringBuilder();
        for (PracticeNumbers practice : model.practices()) {
            practice.numbers()
                    .forEach(number -> DidFormats.of(number)
                            .forEach(form -> text.append("""
                            exten => %s,1,Set(PERM_DID=%s)
                             same => n,Set(PERM_PRACTICE=%s)
                             same => n,Goto(reception,s,1)
                            """.formatted(form, number.digits(), practice.id()))));
        }
        return text.toString();
    }

    /// Two contexts that the dialplan only asks whether a number is in them.
    static String numbers(AsteriskModel model) {
        return listed("own-numbers", model.practices().stream().flatMap(practice -> practice.numbers().stream()))
                + listed("line-numbers", model.lineNumbers().stream());
    }

    private static String listed(String context, Stream<PhoneNumber> numbers) {
        return "[%s]\n".formatted(context)
                + numbers.flatMap(number -> DidFormats.of(number).stream())
                        .distinct()
                        .map("exten => %s,1,NoOp()\n"::formatted)
                        .collect(Collectors.joining());
    }

    static String fallback(AsteriskModel model) {
        return model.practices().stream()
                .map(practice -> fallback(model, practice))
                .collect(Collectors.joining("\n"));
    }

    private static String fallback(AsteriskModel model, PracticeNumbers practice) {
        StringBuilder text = new StringBuilder("""
                [fallback-%s]
                exten => s,1,Set(PERM_LANGUAGE=%s)
                 same => n,Set(PERM_LINES=%d)
                """.formatted(
                        practice.id(), practice.language(), practice.fallback().size()));
        for (int n = 1; n <= practice.fallback().size(); n++) {
            FallbackLine line = practice.fallback().get(n - 1);
            text.append(" same => n,Set(PERM_LINE_%d=%s)\n".formatted(n, dialString(model, line)));
            text.append(" same => n,Set(PERM_CALLERID_%d=%s)\n".formatted(n, presentedNumber(practice, line)));
            text.append(" same => n,Set(PERM_ASK_%d=%s)\n".formatted(n, askOptions(practice, line)));
        }
        return text.append(" same => n,Goto(ring-fallback,s,1)\n").toString();
    }

    private static String dialString(AsteriskModel model, FallbackLine line) {
        return switch (line) {
            case FallbackLine.Extension(String phone) ->
                "PJSIP/" + model.phone(phone).endpoint();
            case FallbackLine.External(String trunk, var number) -> "PJSIP/" + number.digits() + "@" + trunk;
        };
    }

    /// The options of `Dial` that ask the person who answers to accept by key, on a line behind a trunk, where an
    /// answering machine may answer. Empty for an installation's own telephone.
    private static String askOptions(PracticeNumbers practice, FallbackLine line) {
        return switch (line) {
            case FallbackLine.Extension _ -> "";
            case FallbackLine.External _ -> "gU(ask-fallback-line^" + practice.language() + ")";
        };
    }

    /// The number shown to a line behind a trunk. Empty for an installation's own telephone, which is shown the
    /// caller's.
    private static String presentedNumber(PracticeNumbers practice, FallbackLine line) {
        return switch (line) {
            case FallbackLine.Extension _ -> "";
            case FallbackLine.External _ -> practice.numbers().getFirst().digits();
        };
    }
}
