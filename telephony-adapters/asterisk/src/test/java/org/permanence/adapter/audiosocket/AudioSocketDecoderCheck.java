package org.permanence.adapter.audiosocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/// Checks the decoder on any bytes: it emits messages or throws its exception, the same however the bytes are cut.
/// No buffer may be held afterwards.
final class AudioSocketDecoderCheck {

    private AudioSocketDecoderCheck() {}

    static void assertSameForAnyChunking(byte[] input) {
        var cuts = new SplittableRandom(Arrays.hashCode(input));
        int longest = cuts.nextInt(1, 400);

        assertEquals(
                reading(input, _ -> input.length),
                reading(input, left -> cuts.nextInt(1, Math.min(longest, left) + 1)));
    }

    /// @param cut the length of the next piece, given the number of remaining bytes
    static List<String> reading(byte[] input, IntUnaryOperator cut) {
        var channel = new EmbeddedChannel(new AudioSocketDecoder());
        ByteBuf whole = Unpooled.wrappedBuffer(input);
        List<String> messages = new ArrayList<>();
        String end = "";
        try {
            while (whole.isReadable()) {
                channel.writeInbound(whole.readRetainedSlice(cut.applyAsInt(whole.readableBytes())));
            }
        } catch (AudioSocketProtocolException refused) {
            end = String.valueOf(refused.getMessage());
        }
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            messages.add(describe(message));
        }
        messages.add(end);
        assertFalse(channel.finish(), "the decoder still holds input");
        assertEquals(1, whole.refCnt(), "a buffer was not released");
        return messages;
    }

    private static String describe(Object message) {
        return message instanceof AudioSocketMessage.Sound(var samples)
                ? "sound " + samples.remaining() + " " + samples.hashCode()
                : message.toString();
    }
}
