package org.permanence.adapter.ami;

import java.time.Duration;

/// The times and sizes of the event connection.
///
/// @param response how long an action, the login and the connection itself may take
/// @param pingInterval how often a quiet connection is asked whether it lives; it has the same time again to answer
/// @param firstRetryDelay before the first try to reconnect; doubled for each further one up to `longestWait`
/// @param bufferSize how many events may wait for the listener
/// @param initialSync whether the channels are read at each attachment
public record AmiTimeouts(
        Duration response,
        Duration pingInterval,
        Duration firstRetryDelay,
        Duration maxRetryDelay,
        int bufferSize,
        InitialSync initialSync) {

    /// What is known of Asterisk when attached.
    public enum InitialSync {
        /// All its channels are read first, and the connection is asked whether it lives.
        CHANNELS,
        /// Nothing is asked: for a source that only streams events, such as a load generator.
        EVENTS_ONLY
    }

    /// A dead connection is noticed within 2 s; after a restart of Asterisk the next try is never more than 1 s
    /// away.
    public static final AmiTimeouts DEFAULTS = new AmiTimeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            65_536,
            InitialSync.CHANNELS);

    public AmiTimeouts {
        positive("answer", response);
        positive("ping", pingInterval);
        positive("first wait", firstRetryDelay);
        positive("longest wait", maxRetryDelay);
        if (bufferSize < 1) {
            throw new IllegalArgumentException("inbox: " + bufferSize + " (expected: 1 or more)");
        }
    }

    private static void positive(String what, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(what + ": " + time + " (expected: over 0, to 5 min)");
        }
    }
}
