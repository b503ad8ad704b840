package org.permanence.lab;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/// Makes the RTP packets of a phone, 20 ms each: a tone or silence, and keys as RFC 4733 events.
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

    private final int ssrc;
    private final Queue<Integer> digits = new ArrayDeque<>();
    private byte[] audio = oneSecond(0);
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

    synchronized void sendDigit(char digit) {
        int event = DIGITS.indexOf(digit);
        if (event < 0) {
            throw new LabException("key: unknown (expected: one of %s)".formatted(DIGITS));
        }
        digits.add(event);
    }

    /// Drops keys that were not sent before the last call ended.
    synchronized void clearDigits() {
        digits.clear();
        eventFrame = 0;
    }

    /// Writes the packet for the next 20 ms.
    synchronized void writeNextPacket(ByteBuffer packet) {
        Integer digit = digits.peek();
        if (digit != null && eventFrame < EVENT_FRAMES + END_PACKETS) {
            writeEvent(packet, digit);
        } else {
            audio(packet);
        }
        if (digit != null && ++eventFrame == EVENT_FRAMES + END_PACKETS + GAP_FRAMES) {
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
            packet.put(audio[(int) ((position - audioStart + i) % audio.length)]);
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
