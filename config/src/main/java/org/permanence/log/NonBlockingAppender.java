package org.permanence.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.concurrent.atomic.LongAdder;

/// Hands events to a writing thread through a bounded queue, so that a slow disk never holds up a call. What does
/// not fit
/// is dropped and counted: INFO and less from four fifths of the queue on, everything when it is full.
///
/// Lives on every thread that logs.
public final class NonBlockingAppender extends AsyncAppender {

    private static final LongAdder DROPPED = new LongAdder();

    /// Drops since the start of the process; a metric reads it.
    public static long dropped() {
        return DROPPED.sum();
    }

    public NonBlockingAppender() {
        setNeverBlock(true);
    }

    /// Logback asks this only when the queue is nearly full, and drops the event when it is true.
    @Override
    protected boolean isDiscardable(ILoggingEvent event) {
        boolean discarded = super.isDiscardable(event);
        if (discarded) {
            DROPPED.increment();
        }
        return discarded;
    }

    /// Logback drops silently what the queue does not take. One thread at a time adds, so the room that is seen is
    /// there.
    @Override
    protected synchronized void put(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
            DROPPED.increment();
        } else {
            super.put(event);
        }
    }
}
