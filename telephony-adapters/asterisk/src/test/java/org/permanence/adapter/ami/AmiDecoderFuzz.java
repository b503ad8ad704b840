package org.permanence.adapter.ami;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any input gives the same result however it is cut, or the peer is refused as not an Asterisk.
class AmiDecoderFuzz {

    private static final String BLANK_LINE = "\r\n\r\n";

    /// What one run emitted, and how it ended.
    private record DecodeResult(String end, List<String> output, long events, long rejected) {}

    @DictionaryEntries({"Event: ", "Response: Success", "ActionID: ", "Uniqueid: ", DecoderHarness.SYSTEM_NAME})
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void outputIsIndependentOfChunking(byte[] input) {
        var cuts = new SplittableRandom(Arrays.hashCode(input));

        assertEquals(reading(input, input.length, cuts), reading(input, cuts.nextInt(1, 400), cuts));
    }

    /// The messages of a recorded call, one after another, and lines that are too long.
    static Stream<byte[]> seeds() {
        List<String> messages =
                List.of(DecoderHarness.recorded("bridged-call.txt").split(BLANK_LINE, -1));
        return Stream.concat(
                        messages.stream().distinct().map(message -> message + BLANK_LINE),
                        Stream.of(
                                String.join(BLANK_LINE, messages.subList(0, 5)),
                                messages.getFirst() + "\r\nX: " + "x".repeat(1_100) + BLANK_LINE,
                                "x".repeat(1_100) + BLANK_LINE + messages.getLast()))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static DecodeResult reading(byte[] bytes, int longest, SplittableRandom cuts) {
        var harness = DecoderHarness.withSystemName().afterBanner();
        String end = "read";
        try {
            int at = 0;
            while (at < bytes.length) {
                int length = longest == bytes.length ? longest : cuts.nextInt(1, longest + 1);
                int to = Math.min(bytes.length, at + length);
                harness.feed(Arrays.copyOfRange(bytes, at, to));
                at = to;
            }
        } catch (AmiException refused) {
            end = refused.reason().name();
        }
        return new DecodeResult(end, harness.output(), harness.events(), harness.rejected());
    }
}
