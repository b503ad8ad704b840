package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.permanence.triage.Urgency;

/// How long one team has lately taken for a call, and who has lately come: a small window, in this engine's memory
/// alone. Where little is known it is mixed with what is believed of any team. Thread-safe.
///
/// An engine that shares its team with another sees its own calls alone: of handling times they are a fair sample;
/// of the callers who come, a part.
final class TeamHandlingTimes {

    /// What is further back says little of now.
    private static final Duration WINDOW = Duration.ofHours(1);

    private static final int MAX_CALLS = 60;
    private static final int MAX_ARRIVALS = 1_000;

    /// What is believed counts as much as so many calls.
    private static final int PRIOR_CALLS = 5;

    /// Who comes in the first minutes of an engine is no rate yet.
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

    /// How many calls of such an urgency come in a second.
    synchronized double arrivals(Predicate<Urgency> wanted, Instant now) {
        dropOld(now);
        Instant from = arrivals.size() < MAX_ARRIVALS
                ? later(start, now.minus(WINDOW))
                : arrivals.element().at();
        Duration elapsed = Duration.between(from, now);
        Duration window = arrivals.size() < MAX_ARRIVALS && elapsed.compareTo(MIN_ARRIVAL_WINDOW) < 0
                ? MIN_ARRIVAL_WINDOW
                : elapsed;
        Stream<Arrival> counted = arrivals.stream().filter(arrival -> wanted.test(arrival.urgency()));
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
