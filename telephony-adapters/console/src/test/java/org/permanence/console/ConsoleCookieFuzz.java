package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A stranger who reaches the console may send any cookies, also beside a person's own.
class ConsoleCookieFuzz {

    private static final String TOKEN = "a".repeat(43);
    private static final String OWN = "__Host-session=" + TOKEN;

    @MethodSource("headers")
    @FuzzTest(maxDuration = "60s")
    void onlyAWellFormedCookieWithoutASecondOneIsRead(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        Optional<String> read = ConsoleCookie.SESSION.read(List.of(header));
        assertTrue(read.stream().allMatch(value -> value.matches("[A-Za-z0-9_-]{43}") && header.contains(value)));
        read.map(ConsoleCookie.SESSION::set)
                .ifPresent(change -> assertTrue(change.header().indexOf('\n') < 0, "one header"));

        for (List<String> headers : List.of(List.of(OWN, header), List.of(header, OWN))) {
            Optional<String> besideOwn = ConsoleCookie.SESSION.read(headers);
            assertTrue(besideOwn.stream().allMatch(TOKEN::equals), "never another person's session");
            if (!ConsoleCookie.SESSION.isIn(List.of(header))) {
                assertEquals(Optional.of(TOKEN), besideOwn);
            }
        }
        assertTrue(ConsoleCookie.DEVICE.read(List.of(header)).stream().allMatch(header::contains));
    }

    static Stream<byte[]> headers() {
        return Stream.of(
                        OWN,
                        OWN.replace('a', 'b'),
                        "a=b; " + OWN + ";",
                        OWN + "; " + OWN,
                        "__Host-device=" + ConsolePages.DEVICE,
                        "; = ;;")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
