package org.permanence.waittime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.permanence.triage.Urgency;

/// One team's recent handling times and arrivals: a sliding window in this engine's memory. As long as it holds few
/// calls, it is mixed with the default of any team. Thread-safe.
///
/// An engine that shares the team with another sees only its own calls. They are a fair sample of the handling
/// times, but only a part of the arrivals.
final class TeamHandlingTimes {

    /// Older calls say little about now.
    private static final Duration WINDOW = Duration.ofHours(1);

    private static final int MAX_CALLS = 60;
    private static final int MAX_ARRIVALS = 1_000;

    /// The weight of the default handling time, in calls.
    private static final int PRIOR_CALLS = 5;

    /// The arrivals of an engine's first minutes are divided by at least this time.
    private static final Duration MIN_ARRIVAL_WINDOW = Duration.ofMinutes(10);

    private record HandledCall(Instant at, double seconds) {}

    private record Arrival(Instant at, Urgency urgency) {}

    private final Deque<HandledCall> handled = new ArrayDeque<>();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Instant start;

    TeamHandlingTimes(Instant start) {
        this.start = start;
    }

    synchronized void handled(Duration time, Instant now) {
        handled.add(new HandledCall(now, time.toMillis() / 1e3));
        while (handled.size() > MAX_CALLS) {
            handled.remove();
        }
    }

    synchronized void arrived(Urgency urgency, Instant now) {
        arrivals.add(new Arrival(now, urgency));
        while (arrivals.size() > MAX_ARRIVALS) {
            arrivals.remove();
        }
    }

    synchronized HandlingTime handlingTimeAt(Instant now) {
        dropOld(now);
        double prior = HandlingTime.DEFAULT.mean().toMillis() / 1e3;
        double calls = PRIOR_CALLS + handled.size();
        double mean = (PRIOR_CALLS * prior + seconds().sum()) / calls;
        double meanSquare = (PRIOR_CALLS * prior * prior * (1 + HandlingTime.DEFAULT.squaredCv())
                        + seconds().map(each -> each * each).sum())
                / calls;
        return new HandlingTime(
                Duration.ofMillis(Math.max(1, (long) (1e3 * mean))), Math.max(0, meanSquare / mean / mean - 1));
    }

    private DoubleStream seconds() {
        return handled.stream().mapToDouble(HandledCall::seconds);
    }

    /// The arrivals per second of the counted urgencies.
    synchronized double arrivals(Predicate<Urgency> countedUrgency, Instant now) {
        dropOld(now);
        Instant from = arrivals.size() < MAX_ARRIVALS
                ? later(start, now.minus(WINDOW))
                : arrivals.element().at();
        Duration elapsed = Duration.between(from, now);
        Duration window = arrivals.size() < MAX_ARRIVALS && elapsed.compareTo(MIN_ARRIVAL_WINDOW) < 0
                ? MIN_ARRIVAL_WINDOW
                : elapsed;
        Stream<Arrival> counted = arrivals.stream().filter(arrival -> countedUrgency.test(arrival.urgency()));
        return counted.count() / Math.max(1, window.toMillis() / 1e3);
    }

    private void dropOld(Instant now) {
        Instant from = now.minus(WINDOW);
        while (!handled.isEmpty() && handled.element().at().isBefore(from)) {
            handled.remove();
        }
        while (!arrivals.isEmpty() && arrivals.element().at().isBefore(from)) {
            arrivals.remove();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
