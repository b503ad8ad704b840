package org.permanence.adapter.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.permanence.testing.Fixtures;

/// Checks the decoder on any bytes. It may emit only its own message types and throw only its own exception, which
/// quotes nothing. No buffer may be held afterwards. The result must not depend on how the bytes are cut.
final class AgiDecoderCheck {

    private AgiDecoderCheck() {}

    /// @param preamble valid input, decoded first
    static void assertSameForAnyChunking(String preamble, byte[] input) {
        var cuts = new SplittableRandom(Arrays.hashCode(input));
        int longest = cuts.nextInt(1, 100);

        assertEquals(
                reading(preamble, input, _ -> input.length),
                reading(preamble, input, left -> cuts.nextInt(1, Math.min(longest, left) + 1)));
    }

    private interface ChunkLength {

        /// The length of the next piece, given `left` remaining bytes.
        int of(int left);
    }

    private static List<Object> reading(String preamble, byte[] input, ChunkLength cut) {
        var channel = new EmbeddedChannel(new AgiDecoder(Set.of("reception"), RecordedDialogue.SECRET));
        channel.writeInbound(Unpooled.wrappedBuffer(RecordedDialogue.bytes(preamble)));
        channel.releaseInbound();
        ByteBuf whole = Unpooled.wrappedBuffer(input);
        List<Object> messages = new ArrayList<>();
        try {
            while (whole.isReadable()) {
                channel.writeInbound(whole.readRetainedSlice(cut.of(whole.readableBytes())));
            }
        } catch (AgiProtocolException refused) {
            messages.add(refusal(refused));
        }
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            messages.add(describe(message));
        }
        assertFalse(channel.finish(), "the decoder still holds input");
        assertEquals(1, whole.refCnt(), "a buffer was not released");
        return messages;
    }

    private static String refusal(AgiProtocolException refused) {
        String message = String.valueOf(refused.getMessage());
        assertFalse(message.contains(Fixtures.SURNAME) || message.contains(Fixtures.NATIONAL_NUMBER_PREFIX), message);
        return message;
    }

    private static Object describe(Object message) {
        return switch (message) {
            case AgiReply reply -> reply;
            case AgiEnvironment read -> List.of(read.script(), read.callId(), read.channel(), read.arguments());
            default -> {
                assertEquals(AgiDecoder.HANGUP, message);
                yield message;
            }
        };
    }
}
