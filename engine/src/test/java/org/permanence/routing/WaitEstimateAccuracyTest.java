package org.permanence.routing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.UNCLEAR;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.practice.SpokenWaitEstimate;
import org.permanence.queue.WaitQuotes.Quote;
import org.permanence.routing.SimulatedCallCentre.CallerClass;
import org.permanence.routing.SimulatedCallCentre.CompletedWait;
import org.permanence.routing.SimulatedCallCentre.Day;
import org.permanence.triage.Urgency;
import org.permanence.waittime.WaitEstimate;

/// Quoted waits compared with the real ones, in a simulated call centre. The handling time is not given: it is
/// learnt from the simulated calls, as in the engine.
class WaitEstimateAccuracyTest {

    private static final int CALLS = 8_000;
    private static final Duration ANNOUNCEMENT_INTERVAL = Duration.ofSeconds(30);

    /// The shares of waits that ended before, within and after an interval.
    private record Share(double sooner, double within, double later) {

        @Override
        public String toString() {
            return "sooner %.3f, within %.3f, later %.3f".formatted(sooner, within, later);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.80, 0.00", "3, 2.55, 0.00", "5, 4.50, 0.00", "10, 9.20, 0.00",
        "1, 0.55, 0.25", "3, 1.65, 0.90", "5, 3.50, 1.00", "10, 6.70, 2.50"
    })
    void sixOfTenWaitsEndBetweenTheQuantilesAndMoreWithinTheQuote(int assistants, double routine, double unclear) {
        List<CompletedWait> waits = day(assistants, routine, unclear);

        assertAccurate(waits, ROUTINE);
        if (unclear > 0) {
            assertAccurate(waits, UNCLEAR);
        }
    }

    private static void assertAccurate(List<CompletedWait> waits, Urgency urgency) {
        List<CompletedWait> quoted = waits.stream()
                .filter(wait -> wait.callerClass().urgency() == urgency
                        && !wait.quotes().isEmpty())
                .toList();
        Share quantiles = share(quoted, WaitEstimateAccuracyTest::againstQuantiles);
        Share firstQuotes = share(quoted, WaitEstimateAccuracyTest::againstFirstQuote);
        Share lastQuotes = share(quoted, WaitEstimateAccuracyTest::againstLastQuote);
        double revised = share(
                        quoted,
                        wait -> wait.quotes().stream()
                                        .anyMatch(quote -> quote.spoken().longerThanBefore())
                                ? 1
                                : 0)
                .later();
        String seen = urgency + ", " + quoted.size() + " callers: quantiles " + quantiles + "; first quotes "
                + firstQuotes + "; last quote exceeded %.3f, revised %.3f".formatted(lastQuotes.later(), revised);

        assertTrue(quantiles.within() > 0.5 && quantiles.within() < 0.68, seen);
        assertTrue(quantiles.sooner() < 0.33 && quantiles.later() < 0.25, seen);
        assertTrue(firstQuotes.within() > 0.7 && firstQuotes.later() < 0.15, seen);
        assertTrue(lastQuotes.later() < 0.1, seen);
        assertTrue(revised < 0.4, seen);
    }

    private static int againstQuantiles(CompletedWait wait) {
        Quote first = wait.quotes().getFirst();
        WaitEstimate estimate = first.estimate();
        return compare(
                wait.end(), first.at().plus(estimate.atLeast()), first.at().plus(estimate.atMost()));
    }

    private static int againstFirstQuote(CompletedWait wait) {
        return compare(wait.end(), wait.quotes().getFirst());
    }

    /// Compares with the last quote: the earliest end quoted since the last announcement of a longer wait.
    private static int againstLastQuote(CompletedWait wait) {
        Instant notAfter = Instant.MAX;
        for (Quote quote : wait.quotes()) {
            Instant latest = quote.at().plus(Duration.ofMinutes(quote.spoken().atMost()));
            notAfter = quote.spoken().longerThanBefore() || latest.isBefore(notAfter) ? latest : notAfter;
        }
        return wait.end().isAfter(notAfter) ? 1 : 0;
    }

    private static int compare(Instant end, Quote quote) {
        SpokenWaitEstimate spoken = quote.spoken();
        return compare(
                end,
                quote.at().plus(Duration.ofMinutes(spoken.atLeast())),
                spoken.atMost() == SpokenWaitEstimate.OVER_AN_HOUR
                        ? Instant.MAX
                        : quote.at().plus(Duration.ofMinutes(spoken.atMost())));
    }

    private static int compare(Instant end, Instant least, Instant most) {
        return end.isBefore(least) ? -1 : end.isAfter(most) ? 1 : 0;
    }

    private static Share share(List<CompletedWait> waits, ToIntFunction<CompletedWait> comparison) {
        long[] found = new long[3];
        waits.forEach(wait -> found[comparison.applyAsInt(wait) + 1]++);
        double all = waits.size();
        return new Share(found[0] / all, found[1] / all, found[2] / all);
    }

    private static List<CompletedWait> day(int assistants, double routine, double unclear) {
        List<CallerClass> callers = new ArrayList<>(List.of(new CallerClass(LES_LILAS, ROUTINE, routine)));
        if (unclear > 0) {
            callers.add(new CallerClass(LES_LILAS, UNCLEAR, unclear));
        }
        List<CompletedWait> all = SimulatedCallCentre.run(
                new Day(assistants, callers, Optional.empty(), Optional.of(ANNOUNCEMENT_INTERVAL)), assistants, CALLS);
        return all.subList(CALLS / 10, CALLS);
    }
}
