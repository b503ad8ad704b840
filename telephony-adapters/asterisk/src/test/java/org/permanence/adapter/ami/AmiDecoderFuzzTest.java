package org.permanence.adapter.ami;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// Whatever comes, however it is cut: the same things are told, or the peer is refused as no Asterisk. Nothing else.
class AmiDecoderFuzzTest {

    private static final byte[] RECORDED = Dialogue.recorded("bridged-call.txt").getBytes(StandardCharsets.ISO_8859_1);
    private static final List<String> PIECES = List.of(
            "\r\n",
            "\n",
            "\r",
            "\r\n\r\n",
            "Event: Hangup\r\n",
            "Event: Status\r\n",
            "Event: ",
            "Response: Success\r\n",
            "Uniqueid: 4f9c2a71d0be-1\r\n",
            "Cause: 16\r\n",
            "Channel: ",
            "x".repeat(1_100),
            "ActionID: \r\n",
            "\0",
            "\u00ff");

    @Property(tries = 40_000)
    void bytesOfAnyKind(@ForAll @Size(max = 600) byte[] bytes, @ForAll long seed) {
        sameHoweverCut(bytes, new Random(seed));
    }

    @Property(tries = 15_000)
    void aRecordedCallWithPiecesPutInAndCutOut(@ForAll long seed) {
        var random = new Random(seed);
        var text = new StringBuilder(new String(RECORDED, StandardCharsets.ISO_8859_1));
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(40));
            text.replace(at, random.nextBoolean() ? to : at, PIECES.get(random.nextInt(PIECES.size())));
        }
        sameHoweverCut(text.toString().getBytes(StandardCharsets.ISO_8859_1), random);
    }

    private static void sameHoweverCut(byte[] bytes, Random random) {
        var whole = Dialogue.marked().greeted();
        String wholeEnd = readIn(whole, bytes, bytes.length + 1, random);
        var parts = Dialogue.marked().greeted();
        String partsEnd = readIn(parts, bytes, random.nextInt(1, 400), random);

        assertEquals(wholeEnd, partsEnd);
        assertEquals(whole.told(), parts.told());
        assertEquals(whole.disbelieved(), parts.disbelieved());
    }

    private static String readIn(Dialogue dialogue, byte[] bytes, int longest, Random random) {
        try {
            int at = 0;
            while (at < bytes.length) {
                int to = longest > bytes.length
                        ? bytes.length
                        : Math.min(bytes.length, at + random.nextInt(1, longest + 1));
                dialogue.reads(Arrays.copyOfRange(bytes, at, to));
                at = to;
            }
            return "read";
        } catch (AmiException e) {
            return e.reason().name();
        }
    }
}
