package org.permanence.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.concurrent.atomic.LongAdder;

/// Hands events to a writing thread through a bounded queue, so that a slow disk never delays a call. Events that
/// do not fit are dropped and counted: INFO and below once the queue is four fifths full, all levels when it is
/// full.
///
/// Runs on every thread that logs.
public final class NonBlockingAppender extends AsyncAppender {

    private static final LongAdder DROPPED = new LongAdder();

    /// The events dropped since the start of the process; read by a metric.
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

    /// Logback silently drops events that do not fit. Only one thread at a time adds an event, so space that is
    /// free here is still free when the event is added.
    @Override
    protected synchronized void put(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
            DROPPED.increment();
        } else {
            super.put(event);
        }
    }
}
