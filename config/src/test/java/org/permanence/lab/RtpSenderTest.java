package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtpSenderTest {

    private static final int PCMU = 0;
    private static final int EVENT = 101;

    private final RtpSender sender = new RtpSender(7);

    @Test
    void toneStartsAtOnceAndRepeatsAfterItsPause() {
        packets(3);
        sender.sendToneBursts(1100, Duration.ofMillis(40), Duration.ofMillis(60));

        List<Boolean> silent = packets(10).stream().map(RtpSenderTest::isSilent).toList();

        assertEquals(List.of(false, false, true, true, true, false, false, true, true, true), silent);
    }

    private static boolean isSilent(ByteBuffer packet) {
        return packet.get(13) == packet.get(14) && packet.get(14) == packet.get(15);
    }

    @Test
    void digitIsOneEventWithOneStartAndThreeEndPackets() {
        sender.sendDigit('*');

        List<ByteBuffer> packets = packets(8);

        for (ByteBuffer packet : packets) {
            assertEquals(EVENT, packet.get(1) & 0x7f);
            assertEquals(10, packet.get(12));
            assertEquals(0, packet.getInt(4), "an event keeps the timestamp of its start");
        }
        assertEquals(List.of(160, 320, 480, 640, 800, 800, 800, 800), durations(packets));
        assertEquals(
                3,
                packets.stream().filter(packet -> (packet.get(13) & 0x80) != 0).count());
        assertEquals(
                1,
                packets.stream().filter(packet -> (packet.get(1) & 0x80) != 0).count());
    }

    @Test
    void digitsOfAnEndedCallAreNotSentInTheNext() {
        sender.sendDigit('2');
        sender.sendDigit('3');
        packets(7);
        sender.clearDigits();

        assertEquals(PCMU, packets(1).getFirst().get(1) & 0x7f);
    }

    @Test
    void twoDigitsHaveAudioBetweenThem() {
        sender.sendDigit('1');
        sender.sendDigit('1');

        List<Integer> types =
                packets(21).stream().map(packet -> packet.get(1) & 0x7f).toList();

        assertEquals(PCMU, types.get(8));
        assertEquals(PCMU, types.get(12));
        assertEquals(EVENT, types.get(13));
        assertEquals(EVENT, types.get(20));
    }

    @Test
    void doubledDigitIsTwoEventsWithTheGivenGap() {
        sender.sendDoubledDigit('2', Duration.ofMillis(40));

        List<ByteBuffer> packets = packets(18);

        List<Integer> types =
                packets.stream().map(packet -> packet.get(1) & 0x7f).toList();
        assertEquals(List.of(EVENT, PCMU, PCMU, EVENT), types.subList(7, 11));
        assertEquals(10 * 160, packets.get(10).getInt(4), "the second event has a start of its own");
        assertEquals(EVENT, types.get(17));
    }

    @Test
    void digitAsToneIsAudioAndSilenceFollows() {
        sender.sendDigitAsTone('1');

        List<ByteBuffer> packets = packets(14);

        packets.forEach(packet -> assertEquals(PCMU, packet.get(1) & 0x7f));
        assertFalse(isSilent(packets.get(0)));
        assertFalse(isSilent(packets.get(11)));
        assertTrue(isSilent(packets.get(13)));
    }

    @Test
    void timestampsAdvanceByTwentyMillisecondsAPacket() {
        sender.sendDigit('1');

        List<ByteBuffer> packets = packets(10);

        assertEquals(8 * 160, packets.get(8).getInt(4));
        assertEquals(9 * 160, packets.get(9).getInt(4));
        for (int i = 0; i < packets.size(); i++) {
            assertEquals(i, packets.get(i).getShort(2));
        }
    }

    private List<ByteBuffer> packets(int count) {
        List<ByteBuffer> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var packet = ByteBuffer.allocate(200);
            sender.writeNextPacket(packet);
            packets.add(packet.flip());
        }
        return packets;
    }

    private static List<Integer> durations(List<ByteBuffer> packets) {
        return packets.stream().map(packet -> (int) packet.getShort(14)).toList();
    }
}
