package org.permanence.adapter.ami;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: doubled each time up to a limit, and never quite the same, so that many
/// engines
/// do not come back to one Asterisk in step.
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    /// Half the wait is fixed, half is chance.
    Duration next() {
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        long half = wait.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    void reset() {
        next = first;
    }
}
