package org.permanence.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;
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
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules;
import org.permanence.routing.SimulatedCallCentre.CallerClass;
import org.permanence.routing.SimulatedCallCentre.CompletedWait;
import org.permanence.routing.SimulatedCallCentre.Day;

/// The real assignment in a simulated call centre, compared with queueing theory. The first tenth of each day,
/// while the queue fills, does not count. The rest is divided into batches with nearly independent means. The
/// theoretical value must lie within the 99.9 % interval around their mean. With 42 means, one in 24 runs with
/// random seeds would fail by chance; the seeds are fixed.
class AssignmentAgainstQueueingTheoryTest {

    private static final int CALLS = 60_000;
    private static final int BATCHES = 20;

    /// Student's t for 19 degrees of freedom, 99.9 %.
    private static final double STUDENT = 3.883;

    /// Waits are in units of the mean talk time.
    private record Estimate(double mean, double halfWidth) {

        boolean holds(double theory) {
            return Math.abs(mean - theory) <= halfWidth;
        }
    }

    @Test
    void formulasMatchPublishedTables() {
        assertEquals(0.5, QueueingTheory.erlangC(1, 0.5), 1e-12);
        assertEquals(1.0 / 3, QueueingTheory.erlangC(2, 1), 1e-12);
        assertEquals(1, QueueingTheory.meanWait(1, 0.5), 1e-12);
        assertEquals(
                QueueingTheory.meanWait(5, 4),
                QueueingTheory.meanWaitWithPatience(5, 4, 1e9),
                1e-6,
                "unlimited patience");
        assertEquals(
                QueueingTheory.meanWait(3, 2),
                (QueueingTheory.meanWaitOfFirst(3, 0.5, 1.5) * 0.5 + QueueingTheory.meanWaitOfSecond(3, 0.5, 1.5) * 1.5)
                        / 2,
                1e-12,
                "the mean over both classes is the same");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.50", "1, 0.80", "2, 1.40", "3, 2.40", "5, 3.50",
        "5, 4.50", "8, 6.40", "10, 8.50", "15, 13.50", "20, 18.00"
    })
    void meanWaitMatchesErlangCWithoutAbandonment(int assistants, double load) {
        var outcomes = day(assistants, Optional.empty(), routine(LES_LILAS, load));

        var estimate = estimate(outcomes, _ -> true);

        assertWithin(QueueingTheory.meanWait(assistants, load), estimate);
        assertTrue(
                !estimate.holds(QueueingTheory.meanWait(assistants + 1, load)),
                "precise enough to tell one assistant more apart");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.90, 120", "2, 2.20, 60", "5, 4.50, 240", "5, 6.00, 120",
        "10, 10.00, 60", "10, 12.00, 180", "15, 14.00, 120", "20, 20.00, 240"
    })
    void meanWaitAndAbandonRateMatchErlangA(int assistants, double load, int patience) {
        var waits = day(assistants, Optional.of(Duration.ofSeconds(patience)), routine(LES_LILAS, load));
        double meanTalks = patience / SimulatedCallCentre.TALK_SECONDS;
        double theory = QueueingTheory.meanWaitWithPatience(assistants, load, meanTalks);

        assertWithin(theory, estimate(waits, _ -> true));
        assertWithin(
                theory / meanTalks,
                batches(waits.stream()
                        .mapToDouble(wait -> wait.abandoned() ? 1 : 0)
                        .toArray()));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.20, 0.50", "2, 0.50, 1.00", "3, 1.50, 0.90", "5, 1.00, 3.00", "10, 2.00, 6.50", "15, 6.00, 7.00"})
    void meanWaitsOfTwoUrgenciesMatchPriorityQueueTheory(int assistants, double unclear, double routine) {
        var waits = day(
                assistants,
                Optional.empty(),
                new CallerClass(LES_LILAS, UNCLEAR, unclear),
                routine(LES_LILAS, routine));

        assertWithin(
                QueueingTheory.meanWaitOfFirst(assistants, unclear, routine),
                estimate(waits, wait -> wait.callerClass().urgency() == UNCLEAR));
        assertWithin(
                QueueingTheory.meanWaitOfSecond(assistants, unclear, routine),
                estimate(waits, wait -> wait.callerClass().urgency() == ROUTINE));
    }

    @ParameterizedTest
    @CsvSource({"3, 2.55, 20, 0", "10, 8.50, 20, 0", "3, 2.55, 20, 120", "10, 8.50, 0, 120"})
    void spacingAndPromotionKeepTheMeanWait(int assistants, double load, int spacing, int promotesAfter) {
        var fairness = new FairnessRules(Duration.ofSeconds(promotesAfter), Duration.ofSeconds(spacing));
        var waits = day(
                assistants,
                Optional.empty(),
                routine(with(fairness, LES_LILAS), load * 0.8),
                routine(with(fairness, PORT_ROYAL), load * 0.1),
                new CallerClass(LES_LILAS, UNCLEAR, load * 0.1));

        assertWithin(QueueingTheory.meanWait(assistants, load), estimate(waits, _ -> true));
    }

    @Test
    void burstsOfALargePracticeDoNotDelayASmallOne() {
        var fairness = new FairnessRules(Duration.ZERO, Duration.ofSeconds(20));
        var waits = day(
                10,
                Optional.empty(),
                routine(with(fairness, LES_LILAS), 8.2),
                routine(with(fairness, PORT_ROYAL), 0.8));

        var big = estimate(waits, wait -> wait.callerClass().practice().id().equals(LES_LILAS.id()));
        var small = estimate(waits, wait -> wait.callerClass().practice().id().equals(PORT_ROYAL.id()));

        assertTrue(small.mean() + small.halfWidth() < big.mean() - big.halfWidth(), small + " and " + big);
    }

    private static List<CompletedWait> day(int assistants, Optional<Duration> patience, CallerClass... callers) {
        List<CompletedWait> all =
                SimulatedCallCentre.run(new Day(assistants, List.of(callers), patience), assistants, CALLS);
        return all.subList(CALLS / 10, CALLS);
    }

    private static CallerClass routine(Practice practice, double load) {
        return new CallerClass(practice, ROUTINE, load);
    }

    private static Practice with(FairnessRules fairness, Practice practice) {
        QueueRules rules = practice.queue();
        return practice.withQueue(new QueueRules(
                rules.limit(),
                rules.maxWait(),
                rules.announceEvery(),
                rules.serviceLevel(),
                fairness,
                rules.overflow()));
    }

    private static Estimate estimate(List<CompletedWait> waits, Predicate<CompletedWait> filter) {
        return batches(waits.stream()
                .filter(filter)
                .mapToDouble(wait -> wait.waitSeconds() / SimulatedCallCentre.TALK_SECONDS)
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

    private static void assertWithin(double theory, Estimate measured) {
        assertTrue(measured.holds(theory), () -> "theory " + theory + ", measured " + measured);
    }
}
