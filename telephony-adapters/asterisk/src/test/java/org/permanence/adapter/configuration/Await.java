package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition, with a limit.
final class Await {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final long TICK_NANOS = 5_000_000;

    private Await() {}

    static Duration until(String what, BooleanSupplier condition) {
        return until(what, Duration.ofSeconds(10), condition);
    }

    static Duration until(String what, Duration limit, BooleanSupplier condition) {
        Instant start = CLOCK.instant();
        while (!condition.getAsBoolean()) {
            if (Duration.between(start, CLOCK.instant()).compareTo(limit) > 0) {
                fail("not within " + limit + ": " + what);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
        return Duration.between(start, CLOCK.instant());
    }
}
