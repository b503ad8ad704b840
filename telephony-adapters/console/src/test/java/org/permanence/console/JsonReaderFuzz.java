package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A stranger who reaches the console may send any content.
class JsonReaderFuzz {

    private static final JsonReader READER = new JsonReader();

    record Closure(String title, Optional<Integer> days, List<Day> each) {}

    record Day(Instant from, boolean urgentOnly) {}

    @MethodSource("contents")
    @FuzzTest(maxDuration = "60s")
    void contentIsRefusedWithWhatWasExpectedOrReadIdenticallyAgain(byte[] input) {
        try {
            Closure closure = READER.read(input, Closure.class);
            assertEquals(closure, READER.read(READER.write(closure), Closure.class));
        } catch (ProblemException refused) {
            assertEquals(ProblemType.INVALID_REQUEST, refused.problem().type());
            assertTrue(refused.problem().expected().isPresent());
        }
    }

    static Stream<byte[]> contents() {
        return Stream.of(
                        "{\"title\":\"Congés\",\"days\":3,\"each\":[{\"from\":\"2026-11-30T12:00:00Z\",\"urgentOnly\":true}]}",
                        "{\"title\":\"\\ud83d\\ude00\\u0000\",\"each\":[]}",
                        "{\"title\":\"a\",\"title\":\"b\",\"days\":1e9,\"each\":null}",
                        "[".repeat(JsonReader.DEPTH + 1),
                        "{\"title\":\"a\",\"other\":[]}",
                        "null {} // end")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
