package org.permanence.lab;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a handset heard, on the clock's own time line: where no packet came there is silence. It keeps the last minute.
/// One thread writes, any thread reads.
final class Heard {

    static final int KEPT = 60 * Sound.RATE;

    /// A packet that claims to follow the last one but comes this late is placed by the clock instead.
    private static final int LATEST = 2 * Sound.RATE;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private short[] ring = new short[Sound.RATE];
    private Instant start;
    private long written;
    private long nextTimestamp = -1;
    private int source;

    Heard(InstantSource clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    void packet(int ssrc, long timestamp, ByteBuffer payload) {
        int length = payload.remaining();
        lock.lock();
        try {
            skipTo(placeOf(ssrc, timestamp));
            while (payload.hasRemaining()) {
                put(Ulaw.decode(payload.get()));
            }
            source = ssrc;
            nextTimestamp = (timestamp + length) & 0xffff_ffffL;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A new call: what the last one said is forgotten.
    void startAnew() {
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

    /// Everything kept from that moment until now, silence included.
    Stretch since(Instant moment) {
        lock.lock();
        try {
            long end = Math.max(written, byTheClock());
            long from = Math.max(samplesUntil(moment), Math.max(0, end - KEPT));
            var samples = new short[Math.toIntExact(Math.max(0, end - from))];
            long oldest = Math.max(0, written - ring.length);
            for (long i = Math.max(from, oldest); i < written; i++) {
                samples[(int) (i - from)] = ring[(int) (i % ring.length)];
            }
            return new Stretch(start.plus(Duration.ofNanos(from * 1_000_000_000L / Sound.RATE)), Sound.of(samples));
        } finally {
            lock.unlock();
        }
    }

    /// Waits until more was heard, at most that long.
    void awaitMore(Duration atMost) {
        lock.lock();
        try {
            long goal = written + Sound.samplesIn(atMost);
            long nanos = atMost.toNanos();
            while (written < goal && nanos > 0) {
                nanos = more.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("listening: interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private long placeOf(int ssrc, long timestamp) {
        long byTheClock = byTheClock();
        long skipped = timestamp - nextTimestamp;
        if (nextTimestamp >= 0 && ssrc == source && skipped >= 0 && skipped <= LATEST) {
            long following = written + skipped;
            if (byTheClock - following <= LATEST) {
                return following;
            }
        }
        return Math.max(written, byTheClock);
    }

    private void skipTo(long place) {
        // A silence longer than what is kept needs no writing out.
        written = Math.max(written, place - KEPT);
        while (written < place) {
            put((short) 0);
        }
    }

    private void put(short sample) {
        if (written >= ring.length && ring.length < KEPT) {
            grow();
        }
        ring[(int) (written % ring.length)] = sample;
        written++;
    }

    private void grow() {
        var larger = new short[(int) Math.min(KEPT, Math.max(ring.length * 2L, written + 1))];
        for (long i = Math.max(0, written - ring.length); i < written; i++) {
            larger[(int) (i % larger.length)] = ring[(int) (i % ring.length)];
        }
        ring = larger;
    }

    private long byTheClock() {
        return samplesUntil(clock.instant());
    }

    private long samplesUntil(Instant moment) {
        Duration past = Duration.between(start, moment);
        return past.getSeconds() * Sound.RATE + past.getNano() * (long) Sound.RATE / 1_000_000_000L;
    }
}
