package org.permanence.adapter.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Records what is counted.
final class CapturingAgiMetrics implements AgiMetrics {

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

    @Override
    public void onOpened() {}

    @Override
    public void onEnded(AgiEndReason endReason) {
        events.add(endReason);
    }

    @Override
    public void onRefused(AgiRefusal refusal) {
        events.add(refusal);
    }

    /// Asserts that the next end or refusal is this one.
    void next(Object expected) throws InterruptedException {
        assertEquals(expected, events.poll(10, TimeUnit.SECONDS));
    }

    /// Waits for this end or refusal, and skips any others before it.
    void eventually(Object expected) throws InterruptedException {
        Object next = events.poll(10, TimeUnit.SECONDS);
        while (next != null && !next.equals(expected)) {
            next = events.poll(10, TimeUnit.SECONDS);
        }
        assertEquals(expected, next);
    }

    void assertNoMore() {
        assertEquals(0, events.size(), () -> "also counted: " + events);
    }
}
