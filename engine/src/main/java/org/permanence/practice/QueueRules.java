package org.permanence.practice;

import java.time.Duration;
import java.util.Optional;

/// How a practice lets its callers wait.
///
/// @param limit how many routine callers may wait at once; whoever is more urgent is never refused
/// @param patience how long a caller waits before the fallback line is rung
/// @param announceEvery how often the caller is told the position; zero: never
/// @param serviceLevel the time within which an answer counts for the service level
/// @param turns in what order routine callers come up
/// @param overflow where else callers may be answered
public record QueueRules(
        int limit,
        Duration patience,
        Duration announceEvery,
        Duration serviceLevel,
        Turns turns,
        Optional<Overflow> overflow) {

    public QueueRules {
        if (limit < 0) {
            throw new IllegalArgumentException("queue limit: " + limit + " (expected: 0 or more)");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("queue patience: " + patience + " (expected: more than 0 s)");
        }
        if (announceEvery.isNegative()) {
            throw new IllegalArgumentException("queue announcements: " + announceEvery + " (expected: 0 s or more)");
        }
        if (serviceLevel.isNegative()) {
            throw new IllegalArgumentException("service level: " + serviceLevel + " (expected: 0 s or more)");
        }
    }
}
