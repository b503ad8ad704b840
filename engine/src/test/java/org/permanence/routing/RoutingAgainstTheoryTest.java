package org.permanence.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.PORT_ROYAL;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.UNCLEAR;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules;
import org.permanence.practice.Turns;
import org.permanence.routing.VirtualCentre.Callers;
import org.permanence.routing.VirtualCentre.Day;
import org.permanence.routing.VirtualCentre.Lived;
import org.permanence.testing.House;

/// The real routing in a centre on virtual time, beside what queueing theory says of it. The first tenth of each
/// day, while the centre fills, does not count. The rest is cut into batches, whose means are all but independent:
/// theory must lie within the interval of 99.9 % around their mean. Of the 42 means here one in 24 such classes
/// would see one stray by chance alone; the seeds are fixed, so it is the same days each time.
class RoutingAgainstTheoryTest {

    private static final int CALLS = 60_000;
    private static final int BATCHES = 20;

    /// Student's t for 19 degrees of freedom, 99.9 %.
    private static final double STUDENT = 3.883;

    /// Waits are in mean talks.
    private record Estimate(double mean, double halfWidth) {

        boolean holds(double theory) {
            return Math.abs(mean - theory) <= halfWidth;
        }
    }

    @Test
    void theTheoryIsThatOfTheTables() {
        assertEquals(0.5, QueueingTheory.erlangC(1, 0.5), 1e-12);
        assertEquals(1.0 / 3, QueueingTheory.erlangC(2, 1), 1e-12);
        assertEquals(1, QueueingTheory.meanWait(1, 0.5), 1e-12);
        assertEquals(
                QueueingTheory.meanWait(5, 4),
                QueueingTheory.meanWaitWithPatience(5, 4, 1e9),
                1e-6,
                "endless patience");
        assertEquals(
                QueueingTheory.meanWait(3, 2),
                (QueueingTheory.meanWaitOfFirst(3, 0.5, 1.5) * 0.5 + QueueingTheory.meanWaitOfSecond(3, 0.5, 1.5) * 1.5)
                        / 2,
                1e-12,
                "what one class gains the other loses");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.50", "1, 0.80", "2, 1.40", "3, 2.40", "5, 3.50",
        "5, 4.50", "8, 6.40", "10, 8.50", "15, 13.50", "20, 18.00"
    })
    void whereNobodyLeavesTheMeanWaitIsErlangsC(int assistants, double load) {
        var lived = day(assistants, Optional.empty(), routine(LES_LILAS, load));

        var waits = estimate(lived, _ -> true);

        assertIn(QueueingTheory.meanWait(assistants, load), waits);
        assertTrue(!waits.holds(QueueingTheory.meanWait(assistants + 1, load)), "it could not tell one assistant more");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.90, 120", "2, 2.20, 60", "5, 4.50, 240", "5, 6.00, 120",
        "10, 10.00, 60", "10, 12.00, 180", "15, 14.00, 120", "20, 20.00, 240"
    })
    void whereCallersLeaveTheMeanWaitAndTheAbandonRateAreErlangsA(int assistants, double load, int patience) {
        var lived = day(assistants, Optional.of(Duration.ofSeconds(patience)), routine(LES_LILAS, load));
        double talks = patience / VirtualCentre.TALK_SECONDS;
        double theory = QueueingTheory.meanWaitWithPatience(assistants, load, talks);

        assertIn(theory, estimate(lived, _ -> true));
        assertIn(
                theory / talks,
                batches(lived.stream()
                        .mapToDouble(each -> each.abandoned() ? 1 : 0)
                        .toArray()));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.20, 0.50", "2, 0.50, 1.00", "3, 1.50, 0.90", "5, 1.00, 3.00", "10, 2.00, 6.50", "15, 6.00, 7.00"})
    void ofTwoUrgenciesEachWaitsAsTheoryOfTwoClassesSays(int assistants, double unclear, double routine) {
        var lived = day(
                assistants, Optional.empty(), new Callers(LES_LILAS, UNCLEAR, unclear), routine(LES_LILAS, routine));

        assertIn(
                QueueingTheory.meanWaitOfFirst(assistants, unclear, routine),
                estimate(lived, each -> each.kind().urgency() == UNCLEAR));
        assertIn(
                QueueingTheory.meanWaitOfSecond(assistants, unclear, routine),
                estimate(lived, each -> each.kind().urgency() == ROUTINE));
    }

    @ParameterizedTest
    @CsvSource({"3, 2.55, 20, 0", "10, 8.50, 20, 0", "3, 2.55, 20, 120", "10, 8.50, 0, 120"})
    void spacedTurnsAndAgeingMoveWaitsBetweenCallersAndMakeNobodyWaitLongerOnAverage(
            int assistants, double load, int spacing, int agesAfter) {
        var turns = new Turns(Duration.ofSeconds(agesAfter), Duration.ofSeconds(spacing));
        var lived = day(
                assistants,
                Optional.empty(),
                routine(with(turns, LES_LILAS), load * 0.8),
                routine(with(turns, PORT_ROYAL), load * 0.1),
                new Callers(LES_LILAS, UNCLEAR, load * 0.1));

        assertIn(QueueingTheory.meanWait(assistants, load), estimate(lived, _ -> true));
    }

    @Test
    void theSmallPracticeDoesNotPayForTheBigOne() {
        var turns = new Turns(Duration.ZERO, Duration.ofSeconds(20));
        var lived =
                day(10, Optional.empty(), routine(with(turns, LES_LILAS), 8.2), routine(with(turns, PORT_ROYAL), 0.8));

        var big = estimate(lived, each -> each.kind().practice().id().equals(LES_LILAS.id()));
        var small = estimate(lived, each -> each.kind().practice().id().equals(PORT_ROYAL.id()));

        assertTrue(small.mean() + small.halfWidth() < big.mean() - big.halfWidth(), small + " and " + big);
    }

    private static List<Lived> day(int assistants, Optional<Duration> patience, Callers... callers) {
        List<Lived> all = VirtualCentre.run(new Day(assistants, List.of(callers), patience), assistants, CALLS);
        return all.subList(CALLS / 10, CALLS);
    }

    private static Callers routine(Practice practice, double load) {
        return new Callers(practice, ROUTINE, load);
    }

    private static Practice with(Turns turns, Practice practice) {
        QueueRules rules = practice.queue();
        return House.with(
                new QueueRules(
                        rules.limit(),
                        rules.patience(),
                        rules.announceEvery(),
                        rules.serviceLevel(),
                        turns,
                        rules.overflow()),
                practice);
    }

    private static Estimate estimate(List<Lived> lived, Predicate<Lived> whose) {
        return batches(lived.stream()
                .filter(whose)
                .mapToDouble(each -> each.waitSeconds() / VirtualCentre.TALK_SECONDS)
                .toArray());
    }

    private static Estimate batches(double[] values) {
        int size = values.length / BATCHES;
        double[] means = IntStream.range(0, BATCHES)
                .mapToDouble(batch -> Arrays.stream(values, batch * size, (batch + 1) * size)
                        .average()
                        .orElseThrow())
                .toArray();
        double mean = Arrays.stream(means).average().orElseThrow();
        double variance =
                Arrays.stream(means).map(each -> (each - mean) * (each - mean)).sum() / (BATCHES - 1);
        return new Estimate(mean, STUDENT * Math.sqrt(variance / BATCHES));
    }

    private static void assertIn(double theory, Estimate seen) {
        assertTrue(seen.holds(theory), () -> "theory " + theory + ", seen " + seen);
    }
}
