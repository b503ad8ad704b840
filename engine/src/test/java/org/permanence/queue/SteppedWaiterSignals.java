package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.testing.SteppedClock;

/// Waiter signals on which waiting takes no time. The clock moves to the next event of the test, until there is a
/// signal or the limit is reached.
public final class SteppedWaiterSignals extends WaiterSignals {

    private final SteppedClock clock;

    public SteppedWaiterSignals(SteppedClock clock) {
        this.clock = clock;
    }

    @Override
    protected Optional<Signal> await(CallId call, Duration limit) {
        Instant end = clock.instant().plus(limit);
        Optional<Signal> signal = Optional.ofNullable(pendingOf(call).poll());
        while (signal.isEmpty() && clock.instant().isBefore(end)) {
            clock.step(end);
            signal = Optional.ofNullable(pendingOf(call).poll());
        }
        return signal;
    }
}
