package org.permanence.adapter.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.permanence.testing.Fixtures;

/// Random bytes, and recorded ones with random damage, in random pieces. Nothing may come out but what the decoder
/// promises, nothing may escape but its refusal, and nothing may be held afterwards. `-Dpermanence.fuzz.rounds`
/// sets the number of inputs; a failure names its seed.
class AgiFuzzTest {

    private static final int ROUNDS = Integer.getInteger("permanence.fuzz.rounds", 200_000);
    private static final Recorded RECORDED = Recorded.dialogue("reception");
    private static final byte[] TELLING = Recorded.bytes("\n\r\0 :\"=-0159agi_HANGUP\u0085é");

    @Test
    void anEnvironmentIsReadOrRefused() {
        byte[] environment = Recorded.bytes(RECORDED.environment());
        int read = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            read += survives(damaged(environment, new SplittableRandom(seed)), seed, false);
        }
        assertTrue(read > 0 && read < ROUNDS, "all or nothing was read: the damage tests nothing");
    }

    @Test
    void repliesAreReadOrRefused() {
        List<byte[]> replies = RECORDED.exchanges().stream()
                .map(exchange -> Recorded.bytes(exchange.reply()))
                .toList();
        int read = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] reply = replies.get(seed % replies.size());
            read += survives(damaged(reply, new SplittableRandom(seed)), seed, true);
        }
        assertTrue(read > 0 && read < ROUNDS, "all or nothing was read: the damage tests nothing");
    }

    private static int survives(byte[] input, int seed, boolean afterEnvironment) {
        EmbeddedChannel channel = new EmbeddedChannel(new AgiDecoder(Set.of("reception")));
        ByteBuf whole = Unpooled.wrappedBuffer(input);
        SplittableRandom cuts = new SplittableRandom(~seed);
        int read = 0;
        try {
            if (afterEnvironment) {
                channel.writeInbound(Unpooled.wrappedBuffer(Recorded.bytes(RECORDED.environment())));
                channel.readInbound();
            }
            while (whole.isReadable()) {
                channel.writeInbound(whole.readRetainedSlice(cuts.nextInt(1, whole.readableBytes() + 1)));
            }
        } catch (AgiProtocolException refused) {
            String message = String.valueOf(refused.getMessage());
            assertFalse(message.contains(Fixtures.SURNAME) || message.contains(Fixtures.NUMBERS_NATIONAL), message);
        }
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            boolean promised = message instanceof AgiReply
                    || message instanceof AgiEnvironment
                    || message.equals(AgiDecoder.HANGUP);
            assertTrue(promised, "seed " + seed);
            read = 1;
        }
        assertFalse(channel.finish(), "seed " + seed + ": something is held");
        assertEquals(1, whole.refCnt(), "seed " + seed + ": a piece was not released");
        return read;
    }

    private static byte[] damaged(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        switch (random.nextInt(5)) {
            case 0 -> { // No damage.
            }
            case 1 -> random.nextBytes(bytes);
            case 2 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            case 3 -> bytes = inserted(bytes, random);
            default -> {
                for (int i = random.nextInt(1, 8); i > 0; i--) {
                    bytes[random.nextInt(bytes.length)] = TELLING[random.nextInt(TELLING.length)];
                }
            }
        }
        return bytes;
    }

    private static byte[] inserted(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(bytes.length - from);
        byte[] longer = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, longer, 0, from + length);
        System.arraycopy(bytes, from, longer, from + length, bytes.length - from);
        return longer;
    }
}
