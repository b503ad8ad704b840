package org.permanence.lab;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The audio that a phone received in the last minute, on the clock's time line: missing packets are silence. One
/// thread writes, any thread reads.
final class AudioBuffer {

    static final int CAPACITY = 60 * Sound.RATE;

    /// A packet that claims to follow the last one but comes later than this is placed by the clock.
    private static final int MAX_LATE = 2 * Sound.RATE;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition newAudio = lock.newCondition();
    private short[] ring = new short[Sound.RATE];
    private Instant start;
    private long written;
    private long nextTimestamp = -1;
    private int lastSsrc;

    AudioBuffer(InstantSource clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    void addPacket(int ssrc, long timestamp, ByteBuffer payload) {
        int length = payload.remaining();
        lock.lock();
        try {
            fillSilenceTo(positionOf(ssrc, timestamp));
            while (payload.hasRemaining()) {
                put(Ulaw.decode(payload.get()));
            }
            lastSsrc = ssrc;
            nextTimestamp = (timestamp + length) & 0xffff_ffffL;
            newAudio.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Forgets the audio of the last call.
    void reset() {
        lock.lock();
        try {
            start = clock.instant();
            written = 0;
            nextTimestamp = -1;
        } finally {
            lock.unlock();
        }
    }

    Instant now() {
        return clock.instant();
    }

    /// All audio kept since that time, including silence.
    TimedSound since(Instant moment) {
        lock.lock();
        try {
            long end = Math.max(written, clockPosition());
            long from = Math.max(samplesUntil(moment), Math.max(0, end - CAPACITY));
            var samples = new short[Math.toIntExact(Math.max(0, end - from))];
            long oldest = Math.max(0, written - ring.length);
            for (long i = Math.max(from, oldest); i < written; i++) {
                samples[(int) (i - from)] = ring[(int) (i % ring.length)];
            }
            return new TimedSound(start.plus(Duration.ofNanos(from * 1_000_000_000L / Sound.RATE)), Sound.of(samples));
        } finally {
            lock.unlock();
        }
    }

    /// Waits for more audio, at most this long.
    void awaitAudio(Duration atMost) {
        lock.lock();
        try {
            long goal = written + Sound.samplesIn(atMost);
            long nanos = atMost.toNanos();
            while (written < goal && nanos > 0) {
                nanos = newAudio.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("listening: interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private long positionOf(int ssrc, long timestamp) {
        long clockPosition = clockPosition();
        long skipped = timestamp - nextTimestamp;
        if (nextTimestamp >= 0 && ssrc == lastSsrc && skipped >= 0 && skipped <= MAX_LATE) {
            long following = written + skipped;
            if (clockPosition - following <= MAX_LATE) {
                return following;
            }
        }
        return Math.max(written, clockPosition);
    }

    private void fillSilenceTo(long position) {
        // Silence longer than the buffer need not be written.
        written = Math.max(written, position - CAPACITY);
        while (written < position) {
            put((short) 0);
        }
    }

    private void put(short sample) {
        if (written >= ring.length && ring.length < CAPACITY) {
            grow();
        }
        ring[(int) (written % ring.length)] = sample;
        written++;
    }

    private void grow() {
        var larger = new short[(int) Math.min(CAPACITY, Math.max(ring.length * 2L, written + 1))];
        for (long i = Math.max(0, written - ring.length); i < written; i++) {
            larger[(int) (i % larger.length)] = ring[(int) (i % ring.length)];
        }
        ring = larger;
    }

    private long clockPosition() {
        return samplesUntil(clock.instant());
    }

    private long samplesUntil(Instant moment) {
        Duration elapsed = Duration.between(start, moment);
        return elapsed.getSeconds() * Sound.RATE + elapsed.getNano() * (long) Sound.RATE / 1_000_000_000L;
    }
}
