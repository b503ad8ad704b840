package org.permanence.lab;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/// Makes the RTP packets of a phone, 20 ms each: a tone or silence, and keys as RFC 4733 events or as tones.
final class RtpSender {

    static final int FRAME_SAMPLES = Sound.RATE / 50;

    /// Payload type 101, as offered by both scenarios.
    private static final int EVENT_PAYLOAD_TYPE = 101;

    private static final int MARKER = 0x80;
    private static final String DIGITS = "0123456789*#ABCD";
    private static final int EVENT_FRAMES = 5;

    /// The end packet of an event is sent three times (RFC 4733, 2.5.1.4).
    private static final int END_PACKETS = 3;

    /// The minimum distance between two keys, in frames.
    private static final int GAP_FRAMES = 5;

    private static final Duration KEY_TONE = Duration.ofMillis(250);

    /// A key as an event, the pause that follows it, in frames, and what runs when its end is sent.
    private record KeyEvent(int event, int framesAfter, Runnable atEnd) {}

    private final int ssrc;
    private final Queue<KeyEvent> digits = new ArrayDeque<>();
    private byte[] audio = oneSecond(0);
    private byte[] keyTone = new byte[0];
    private int keyTonePosition;
    private long audioStart;
    private int sequence;
    private long position;
    private long eventStart;
    private int eventFrame;

    RtpSender(int ssrc) {
        this.ssrc = ssrc;
    }

    synchronized void sendTone(int hertz) {
        audio = oneSecond(hertz);
        audioStart = position;
    }

    /// Sends bursts of a tone.
    synchronized void sendToneBursts(int hertz, Duration on, Duration off) {
        audio = encodeUlaw(Sound.tone(hertz, on).then(Sound.silence(off)));
        audioStart = position;
    }

    void sendDigit(char digit) {
        sendDigit(digit, () -> {});
    }

    /// Runs `atEnd` when the first end packet of the event is written, just before it is sent; it must return at
    /// once.
    synchronized void sendDigit(char digit, Runnable atEnd) {
        digits.add(new KeyEvent(eventOf(digit), GAP_FRAMES, atEnd));
    }

    /// Sends one press as two events, as some telephones do.
    ///
    /// @param gap from the last packet of the first event to the second event, in whole frames of 20 ms
    synchronized void sendDoubledDigit(char digit, Duration gap) {
        digits.add(new KeyEvent(eventOf(digit), (int) gap.toMillis() / 20, () -> {}));
        digits.add(new KeyEvent(eventOf(digit), GAP_FRAMES, () -> {}));
    }

    /// Sends a key as two tones in the audio (ITU-T Q.23), for 250 ms.
    synchronized void sendDigitAsTone(char digit) {
        keyTone = encodeUlaw(keyTone(digit));
        keyTonePosition = 0;
    }

    private static Sound keyTone(char digit) {
        int key = "123A456B789C*0#D".indexOf(digit);
        if (key < 0) {
            throw new LabException("key: unknown (expected: one of %s)".formatted(DIGITS));
        }
        int row = new int[] {697, 770, 852, 941}[key / 4];
        int column = new int[] {1209, 1336, 1477, 1633}[key % 4];
        return Sound.tone(row, KEY_TONE).mixedWith(Sound.tone(column, KEY_TONE));
    }

    private static int eventOf(char digit) {
        int event = DIGITS.indexOf(digit);
        if (event < 0) {
            throw new LabException("key: unknown (expected: one of %s)".formatted(DIGITS));
        }
        return event;
    }

    /// Drops keys that were not sent before the last call ended.
    synchronized void clearDigits() {
        digits.clear();
        eventFrame = 0;
    }

    /// Writes the packet for the next 20 ms.
    synchronized void writeNextPacket(ByteBuffer packet) {
        KeyEvent digit = digits.peek();
        if (digit != null && eventFrame < EVENT_FRAMES + END_PACKETS) {
            writeEvent(packet, digit.event());
            if (eventFrame == EVENT_FRAMES) {
                digit.atEnd().run();
            }
        } else {
            audio(packet);
        }
        if (digit != null && ++eventFrame == EVENT_FRAMES + END_PACKETS + digit.framesAfter()) {
            digits.remove();
            eventFrame = 0;
        }
        position += FRAME_SAMPLES;
    }

    private void writeEvent(ByteBuffer packet, int key) {
        if (eventFrame == 0) {
            eventStart = position;
        }
        boolean ends = eventFrame >= EVENT_FRAMES;
        int frames = Math.min(eventFrame + 1, EVENT_FRAMES);
        // All packets of an event carry the event's start time.
        writeHeader(packet, EVENT_PAYLOAD_TYPE | (eventFrame == 0 ? MARKER : 0), eventStart);
        packet.put((byte) key).put((byte) (ends ? 0x8a : 0x0a)).putShort((short) (frames * FRAME_SAMPLES));
    }

    private void audio(ByteBuffer packet) {
        writeHeader(packet, position == 0 ? MARKER : 0, position);
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            packet.put(
                    keyTonePosition < keyTone.length
                            ? keyTone[keyTonePosition++]
                            : audio[(int) ((position - audioStart + i) % audio.length)]);
        }
    }

    /// A tone of whole hertz repeats every second, so two hundred phones share one computed second.
    private static byte[] oneSecond(int hertz) {
        Duration second = Duration.ofSeconds(1);
        return encodeUlaw(hertz == 0 ? Sound.silence(second) : Sound.tone(hertz, second));
    }

    private static byte[] encodeUlaw(Sound sound) {
        var encoded = new byte[sound.size()];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = Ulaw.encode(sound.at(i));
        }
        return encoded;
    }

    private void writeHeader(ByteBuffer packet, int type, long timestamp) {
        packet.put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence++)
                .putInt((int) timestamp)
                .putInt(ssrc);
    }
}
