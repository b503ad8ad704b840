package org.permanence.routing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.House.LES_LILAS;
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
import org.permanence.practice.SaidWait;
import org.permanence.queue.Forecast;
import org.permanence.queue.TellingWaits.Told;
import org.permanence.routing.VirtualCentre.Callers;
import org.permanence.routing.VirtualCentre.Day;
import org.permanence.routing.VirtualCentre.Lived;
import org.permanence.triage.Urgency;

/// What callers are told of their wait, beside the waits they then live, in a centre on virtual time. The pace of
/// the team is not given: it is learnt from the centre's own calls, as in the house.
class ForecastAgainstWaitsTest {

    private static final int CALLS = 8_000;
    private static final Duration EVERY = Duration.ofSeconds(30);

    /// Where the wait ended, beside one thing told.
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
    void ofTenCallersSixAreAnsweredBetweenTheQuantilesAndMoreWithinWhatIsSaid(
            int assistants, double routine, double unclear) {
        List<Lived> lived = day(assistants, routine, unclear);

        assertTold(lived, ROUTINE);
        if (unclear > 0) {
            assertTold(lived, UNCLEAR);
        }
    }

    private static void assertTold(List<Lived> lived, Urgency urgency) {
        List<Lived> told = lived.stream()
                .filter(each -> each.kind().urgency() == urgency && !each.told().isEmpty())
                .toList();
        Share quantiles = share(told, ForecastAgainstWaitsTest::besideQuantiles);
        Share said = share(told, ForecastAgainstWaitsTest::besideFirst);
        Share promises = share(told, ForecastAgainstWaitsTest::besidePromise);
        double revised = share(
                        told,
                        each -> each.told().stream().anyMatch(one -> one.said().longer()) ? 1 : 0)
                .later();
        String seen = urgency + ", " + told.size() + " callers: quantiles " + quantiles + "; said " + said
                + "; promise later %.3f, revised %.3f".formatted(promises.later(), revised);

        assertTrue(quantiles.within() > 0.5 && quantiles.within() < 0.68, seen);
        assertTrue(quantiles.sooner() < 0.33 && quantiles.later() < 0.25, seen);
        assertTrue(said.within() > 0.7 && said.later() < 0.15, seen);
        assertTrue(promises.later() < 0.1, seen);
        assertTrue(revised < 0.4, seen);
    }

    private static int besideQuantiles(Lived lived) {
        Told first = lived.told().getFirst();
        Forecast forecast = first.forecast();
        return beside(
                lived.end(), first.at().plus(forecast.atLeast()), first.at().plus(forecast.atMost()));
    }

    private static int besideFirst(Lived lived) {
        return beside(lived.end(), lived.told().getFirst());
    }

    /// The last promise: the earliest of the latest moments told since the caller was last told that it is longer.
    private static int besidePromise(Lived lived) {
        Instant by = Instant.MAX;
        for (Told told : lived.told()) {
            Instant latest = told.at().plus(Duration.ofMinutes(told.said().atMost()));
            by = told.said().longer() || latest.isBefore(by) ? latest : by;
        }
        return lived.end().isAfter(by) ? 1 : 0;
    }

    private static int beside(Instant end, Told told) {
        SaidWait said = told.said();
        return beside(
                end,
                told.at().plus(Duration.ofMinutes(said.atLeast())),
                said.atMost() == SaidWait.BEYOND ? Instant.MAX : told.at().plus(Duration.ofMinutes(said.atMost())));
    }

    private static int beside(Instant end, Instant least, Instant most) {
        return end.isBefore(least) ? -1 : end.isAfter(most) ? 1 : 0;
    }

    private static Share share(List<Lived> told, ToIntFunction<Lived> where) {
        long[] found = new long[3];
        told.forEach(each -> found[where.applyAsInt(each) + 1]++);
        double all = told.size();
        return new Share(found[0] / all, found[1] / all, found[2] / all);
    }

    private static List<Lived> day(int assistants, double routine, double unclear) {
        List<Callers> callers = new ArrayList<>(List.of(new Callers(LES_LILAS, ROUTINE, routine)));
        if (unclear > 0) {
            callers.add(new Callers(LES_LILAS, UNCLEAR, unclear));
        }
        List<Lived> all = VirtualCentre.run(
                new Day(assistants, callers, Optional.empty(), Optional.of(EVERY)), assistants, CALLS);
        return all.subList(CALLS / 10, CALLS);
    }
}
