package org.permanence.lab;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/// What a handset says, as RTP packets of 20 ms: a tone or silence, and keys as events of RFC 4733.
final class Mouth {

    static final int FRAME = Sound.RATE / 50;

    /// Payload type 101, as both scenarios offer it.
    private static final int EVENTS = 101;

    private static final int MARKER = 0x80;
    private static final String KEYS = "0123456789*#ABCD";
    private static final int EVENT_FRAMES = 5;

    /// The end of an event is sent three times (RFC 4733, 2.5.1.4).
    private static final int ENDS = 3;

    /// Keys pressed one after the other are at least this many frames apart.
    private static final int REST = 5;

    private final int ssrc;
    private final Queue<Integer> keys = new ArrayDeque<>();
    private byte[] voice = oneSecond(0);
    private long beganToSay;
    private int sequence;
    private long sample;
    private long pressedAt;
    private int frameOfKey;

    Mouth(int ssrc) {
        this.ssrc = ssrc;
    }

    synchronized void says(int tone) {
        voice = oneSecond(tone);
        beganToSay = sample;
    }

    /// A tone, then silence, again and again.
    synchronized void beeps(int tone, Duration on, Duration off) {
        voice = ulaw(Sound.tone(tone, on).then(Sound.silence(off)));
        beganToSay = sample;
    }

    synchronized void presses(char key) {
        int event = KEYS.indexOf(key);
        if (event < 0) {
            throw new LabException("key: unknown (expected: one of %s)".formatted(KEYS));
        }
        keys.add(event);
    }

    /// A key that was being pressed as the last call ended is not the next call's.
    synchronized void letsGo() {
        keys.clear();
        frameOfKey = 0;
    }

    /// Writes the packet of the next 20 ms.
    synchronized void next(ByteBuffer packet) {
        Integer key = keys.peek();
        if (key != null && frameOfKey < EVENT_FRAMES + ENDS) {
            event(packet, key);
        } else {
            voice(packet);
        }
        if (key != null && ++frameOfKey == EVENT_FRAMES + ENDS + REST) {
            keys.remove();
            frameOfKey = 0;
        }
        sample += FRAME;
    }

    private void event(ByteBuffer packet, int key) {
        if (frameOfKey == 0) {
            pressedAt = sample;
        }
        boolean ends = frameOfKey >= EVENT_FRAMES;
        int frames = Math.min(frameOfKey + 1, EVENT_FRAMES);
        // Every packet of an event carries the time at which it began.
        header(packet, EVENTS | (frameOfKey == 0 ? MARKER : 0), pressedAt);
        packet.put((byte) key).put((byte) (ends ? 0x8a : 0x0a)).putShort((short) (frames * FRAME));
    }

    private void voice(ByteBuffer packet) {
        header(packet, sample == 0 ? MARKER : 0, sample);
        for (int i = 0; i < FRAME; i++) {
            packet.put(voice[(int) ((sample - beganToSay + i) % voice.length)]);
        }
    }

    /// A tone of whole hertz repeats itself every second: two hundred phones need not compute it anew each time.
    private static byte[] oneSecond(int hertz) {
        Duration second = Duration.ofSeconds(1);
        return ulaw(hertz == 0 ? Sound.silence(second) : Sound.tone(hertz, second));
    }

    private static byte[] ulaw(Sound sound) {
        var voice = new byte[sound.size()];
        for (int i = 0; i < voice.length; i++) {
            voice[i] = Ulaw.encode(sound.at(i));
        }
        return voice;
    }

    private void header(ByteBuffer packet, int type, long timestamp) {
        packet.put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence++)
                .putInt((int) timestamp)
                .putInt(ssrc);
    }
}
