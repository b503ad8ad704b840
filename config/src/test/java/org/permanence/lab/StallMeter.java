package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Measures how long the machine itself stood still, so that a test asserts a bar as it is stated, on a busy
/// machine too. A thread asks to be woken every ten milliseconds and notes each time that it was woken late: a
/// program that needs no time at all would have been late by as much.
public final class StallMeter implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(10);

    /// Being woken this late is ordinary.
    private static final Duration ORDINARY = Duration.ofMillis(5);

    private record Stall(Instant from, Instant to) {

        Duration within(Instant start, Instant end) {
            Instant first = from.isAfter(start) ? from : start;
            Instant last = to.isBefore(end) ? to : end;
            return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
        }
    }

    private final Queue<Stall> stalls = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// A meter that measures until it is closed.
    public static StallMeter start() {
        var meter = new StallMeter();
        Thread.ofPlatform().daemon().name("stall-meter").start(meter::measure);
        return meter;
    }

    /// Notes that the thread was due to be woken at `due`, and was woken at `woken`.
    void note(Instant due, Instant woken) {
        if (Duration.between(due, woken).compareTo(ORDINARY) > 0) {
            stalls.add(new Stall(due, woken));
        }
    }

    /// How long the machine stood still between the two moments.
    public Duration between(Instant start, Instant end) {
        return stalls.stream().map(stall -> stall.within(start, end)).reduce(Duration.ZERO, Duration::plus);
    }

    /// Asserts that something took at most the bar, not counting the time in which the machine stood still.
    ///
    /// @param what names it in the message
    public void assertWithin(Duration bar, String what, Instant start, Instant end) {
        Duration took = Duration.between(start, end);
        Duration stalled = between(start, end);
        System.out.printf(
                "%s: %d ms (bar %d ms; the machine stood still for %d ms of them)%n",
                what, took.toMillis(), bar.toMillis(), stalled.toMillis());
        assertTrue(
                took.minus(stalled).compareTo(bar) <= 0,
                () -> "%s: took %d ms, of which the machine stood still for %d (expected: at most %d without these)"
                        .formatted(what, took.toMillis(), stalled.toMillis(), bar.toMillis()));
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void measure() {
        try {
            Instant due = Instant.now().plus(PERIOD);
            while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                Instant woken = Instant.now();
                note(due, woken);
                due = woken.plus(PERIOD);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
