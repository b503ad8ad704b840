package org.permanence.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Time as a test tells it: it stands still until it is moved, and what was announced for a moment happens at that
/// moment. Belongs to the test's thread.
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

    /// Lets `happens` happen once the clock has moved on by `delay`; events of one moment happen in the order told.
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

    /// Moves to the next event, which happens, or to `end` if nothing happens before it.
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

    /// A moment that was passed while another event happened is not gone back to.
    private Instant notBeforeNow(Instant moment) {
        return moment.isAfter(now) ? moment : now;
    }
}
