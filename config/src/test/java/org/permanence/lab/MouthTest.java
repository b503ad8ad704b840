package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MouthTest {

    private static final int VOICE = 0;
    private static final int EVENT = 101;

    private final Mouth mouth = new Mouth(7);

    @Test
    void aToneBeginsAtOnceAndComesAgainAfterItsPause() {
        packets(3);
        mouth.beeps(1100, Duration.ofMillis(40), Duration.ofMillis(60));

        List<Boolean> silent = packets(10).stream().map(MouthTest::isSilent).toList();

        assertEquals(List.of(false, false, true, true, true, false, false, true, true, true), silent);
    }

    private static boolean isSilent(ByteBuffer packet) {
        return packet.get(13) == packet.get(14) && packet.get(14) == packet.get(15);
    }

    @Test
    void aKeyIsOneEventWithOneBeginningAndThreeEnds() {
        mouth.presses('*');

        List<ByteBuffer> packets = packets(8);

        for (ByteBuffer packet : packets) {
            assertEquals(EVENT, packet.get(1) & 0x7f);
            assertEquals(10, packet.get(12));
            assertEquals(0, packet.getInt(4), "an event keeps the time at which it began");
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
    void aKeyThatWasBeingPressedAsACallEndedIsNotPressedInTheNext() {
        mouth.presses('2');
        mouth.presses('3');
        packets(7);
        mouth.letsGo();

        assertEquals(VOICE, packets(1).getFirst().get(1) & 0x7f);
    }

    @Test
    void twoKeysHaveVoiceBetweenThem() {
        mouth.presses('1');
        mouth.presses('1');

        List<Integer> types =
                packets(21).stream().map(packet -> packet.get(1) & 0x7f).toList();

        assertEquals(VOICE, types.get(8));
        assertEquals(VOICE, types.get(12));
        assertEquals(EVENT, types.get(13));
        assertEquals(EVENT, types.get(20));
    }

    @Test
    void timeGoesOnByTwentyMillisecondsAPacketWhateverIsSaid() {
        mouth.presses('1');

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
            mouth.next(packet);
            packets.add(packet.flip());
        }
        return packets;
    }

    private static List<Integer> durations(List<ByteBuffer> packets) {
        return packets.stream().map(packet -> (int) packet.getShort(14)).toList();
    }
}
