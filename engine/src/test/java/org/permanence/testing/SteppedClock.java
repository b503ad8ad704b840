package org.permanence.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A clock that stands still until the test moves it. Scheduled actions run at their time. Belongs to the test's
/// thread.
public final class SteppedClock implements InstantSource {

    /// A Wednesday, half past ten in Paris.
    public static final Instant WEDNESDAY_MORNING = Instant.parse("2026-11-18T09:30:00Z");

    private record Event(Instant at, Runnable action) {}

    private final List<Event> scheduled = new ArrayList<>();
    private Instant now;

    public SteppedClock() {
        this(WEDNESDAY_MORNING);
    }

    public SteppedClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /// Runs the action when the clock has moved on by the delay. Actions of the same time run in the order of
    /// scheduling.
    public SteppedClock after(Duration delay, Runnable action) {
        scheduled.add(new Event(now.plus(delay), action));
        return this;
    }

    public void advance(Duration time) {
        Instant end = now.plus(time);
        do {
            step(end);
        } while (now.isBefore(end) || next(end).isPresent());
    }

    /// Moves to the next action and runs it, or to `end` if there is none before.
    public void step(Instant end) {
        var next = next(end);
        if (next.isPresent()) {
            scheduled.remove(next.get());
            now = notBeforeNow(next.get().at());
            next.get().action().run();
        } else {
            now = notBeforeNow(end);
        }
    }

    private Optional<Event> next(Instant end) {
        return scheduled.stream()
                .min(Comparator.comparing(Event::at))
                .filter(event -> !event.at().isAfter(end));
    }

    /// The given moment, or now if a slow action has passed that moment.
    private Instant notBeforeNow(Instant moment) {
        return moment.isAfter(now) ? moment : now;
    }
}
