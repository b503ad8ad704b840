package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.testing.SteppedClock;

/// Seats on which waiting takes no time: the clock moves to the next thing that happens in the screenplay, until
/// there is news or the limit is reached.
public final class SteppedSeats extends Seats {

    private final SteppedClock clock;

    public SteppedSeats(SteppedClock clock) {
        this.clock = clock;
    }

    @Override
    protected Optional<News> await(CallId call, Duration limit) {
        Instant end = clock.instant().plus(limit);
        Optional<News> news = Optional.ofNullable(seat(call).poll());
        while (news.isEmpty() && clock.instant().isBefore(end)) {
            clock.step(end);
            news = Optional.ofNullable(seat(call).poll());
        }
        return news;
    }
}
