package org.permanence.adapter.ami;

import java.time.Duration;

/// The timeouts and limits of the AMI connection.
///
/// @param response for an action, the login and the connection itself
/// @param pingInterval how often the connection is tested; silence for another interval ends it
/// @param firstRetryDelay before the first attempt to reconnect; doubled for each further one up to `maxRetryDelay`
/// @param bufferSize how many events may wait for the listener
/// @param initialSync whether the channels are read at each attachment
public record AmiTimeouts(
        Duration response,
        Duration pingInterval,
        Duration firstRetryDelay,
        Duration maxRetryDelay,
        int bufferSize,
        InitialSync initialSync) {

    /// What the client reads when it attaches.
    public enum InitialSync {
        /// All channels are read first, and the connection is tested by pings.
        CHANNELS,
        /// Nothing is read: for a source that only streams events, such as a load generator.
        EVENTS_ONLY
    }

    /// A dead connection is noticed within 2 s. After a restart of Asterisk, attempts are at most 1 s apart.
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
