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
final class TeamPace {

    /// What is further back says little of now.
    private static final Duration WINDOW = Duration.ofHours(1);

    private static final int MOST_CALLS = 60;
    private static final int MOST_ARRIVALS = 1_000;

    /// What is believed counts as much as so many calls.
    private static final int BELIEF = 5;

    /// Who comes in the first minutes of an engine is no rate yet.
    private static final Duration LEAST_LOOK = Duration.ofMinutes(10);

    private record Handled(Instant at, double seconds) {}

    private record Arrival(Instant at, Urgency urgency) {}

    private final Deque<Handled> handled = new ArrayDeque<>();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Instant start;

    TeamPace(Instant start) {
        this.start = start;
    }

    synchronized void handled(Duration time, Instant now) {
        handled.add(new Handled(now, time.toMillis() / 1e3));
        while (handled.size() > MOST_CALLS) {
            handled.remove();
        }
    }

    synchronized void arrived(Urgency urgency, Instant now) {
        arrivals.add(new Arrival(now, urgency));
        while (arrivals.size() > MOST_ARRIVALS) {
            arrivals.remove();
        }
    }

    synchronized Pace at(Instant now) {
        forget(now);
        double belief = Pace.USUAL.handling().toMillis() / 1e3;
        double calls = BELIEF + handled.size();
        double mean = (BELIEF * belief + seconds().sum()) / calls;
        double square = (BELIEF * belief * belief * (1 + Pace.USUAL.spread())
                        + seconds().map(each -> each * each).sum())
                / calls;
        return new Pace(Duration.ofMillis(Math.max(1, (long) (1e3 * mean))), Math.max(0, square / mean / mean - 1));
    }

    private DoubleStream seconds() {
        return handled.stream().mapToDouble(Handled::seconds);
    }

    /// How many calls of such an urgency come in a second.
    synchronized double arrivals(Predicate<Urgency> wanted, Instant now) {
        forget(now);
        Instant from = arrivals.size() < MOST_ARRIVALS
                ? later(start, now.minus(WINDOW))
                : arrivals.element().at();
        Duration look = Duration.between(from, now);
        Duration seen = arrivals.size() < MOST_ARRIVALS && look.compareTo(LEAST_LOOK) < 0 ? LEAST_LOOK : look;
        Stream<Arrival> such = arrivals.stream().filter(arrival -> wanted.test(arrival.urgency()));
        return such.count() / Math.max(1, seen.toMillis() / 1e3);
    }

    private void forget(Instant now) {
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
