package org.permanence.boot;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Notices when the virtual threads no longer run. They carry all calls: without them every caller hears silence.
final class FlowThreads {

    /// Much longer than any pause under load. Callers who wait hear music meanwhile.
    static final Duration LIMIT = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private volatile long lastRun;

    /// @param nanos a monotonic clock
    FlowThreads(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastRun = nanos.getAsLong();
    }

    /// Called on a virtual thread, several times a second.
    void onRun() {
        lastRun = nanos.getAsLong();
    }

    /// Whether a virtual thread ran within the limit.
    boolean areRunning() {
        return nanos.getAsLong() - lastRun < LIMIT.toNanos();
    }
}
