package org.permanence.adapter.agi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any input after a valid environment: a caller chooses part of a reply.
class AgiReplyFuzz {

    private static final RecordedDialogue RECORDED = RecordedDialogue.dialogue("reception");

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void repliesAreReadOrRefusedIndependentlyOfChunking(byte[] input) {
        AgiDecoderCheck.assertSameForAnyChunking(RECORDED.environment(), input);
    }

    static Stream<byte[]> seeds() {
        return Stream.concat(
                        RECORDED.exchanges().stream().map(RecordedDialogue.Exchange::reply),
                        Stream.of("200 result=1 (" + "x".repeat(AgiDecoder.MAX_LINE_BYTES), "HANGUP\nHANGUP\n"))
                .distinct()
                .map(RecordedDialogue::bytes);
    }
}
