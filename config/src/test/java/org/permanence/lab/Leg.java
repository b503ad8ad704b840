package org.permanence.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One telephone's part of one call: which stations it has reached, and when. Stations are never unreached.
final class Leg {

    enum Station {
        STARTED,
        RINGING,
        CONNECTED,
        REFUSED,
        ENDED
    }

    private final String call;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition reached = lock.newCondition();
    private final Map<Station, Instant> stations = new EnumMap<>(Station.class);
    private int refusal;

    Leg(String call, InstantSource clock) {
        this.call = call;
        this.clock = clock;
        reach(Station.STARTED);
    }

    String call() {
        return call;
    }

    void reach(Station station) {
        lock.lock();
        try {
            stations.putIfAbsent(station, clock.instant());
            reached.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void refuse(int status) {
        lock.lock();
        try {
            refusal = status;
            reach(Station.REFUSED);
            reach(Station.ENDED);
        } finally {
            lock.unlock();
        }
    }

    Optional<Instant> when(Station station) {
        lock.lock();
        try {
            return Optional.ofNullable(stations.get(station));
        } finally {
            lock.unlock();
        }
    }

    boolean is(Station station) {
        return when(station).isPresent();
    }

    /// The SIP status with which the call was refused; 0 if it was not.
    int refusal() {
        lock.lock();
        try {
            return refusal;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the station; a call that ends before it does not keep anybody waiting.
    boolean reaches(Station station, Duration within) {
        lock.lock();
        try {
            long nanos = within.toNanos();
            while (!stations.containsKey(station) && !stations.containsKey(Station.ENDED) && nanos > 0) {
                nanos = reached.awaitNanos(nanos);
            }
            return stations.containsKey(station);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("call: waiting interrupted", e);
        } finally {
            lock.unlock();
        }
    }
}
