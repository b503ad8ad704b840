package org.permanence.adapter.ami;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The delay before the next attempt: doubled each time up to a limit, partly random, so that many engines do not
/// reconnect to one Asterisk at the same moment.
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

    /// Half of the delay is fixed, half is random.
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
