package org.permanence.waittime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.triage.Urgency;

class WaitEstimateTest {

    private static final Instant NOON = Instant.parse("2026-11-18T11:00:00Z");
    private static final HandlingTime TWO_MINUTES = new HandlingTime(Duration.ofMinutes(2), 1);

    @Test
    void noEstimateWithoutAServingAssistant() {
        assertEquals(Optional.empty(), WaitEstimate.of(new WaitEstimateInput(3, 0, 0, TWO_MINUTES)));
    }

    @Test
    void quantilesMatchTheErlangDistribution() {
        // From tables of the chi-squared distribution: half of its quantiles at 2, 6 and 20 degrees of freedom.
        assertQuantiles(0, 1, 0.2231, 0.6931, 1.6094);
        assertQuantiles(2, 1, 1.5350, 2.6741, 4.2790);
        assertQuantiles(9, 1, 7.2892, 9.6687, 12.5188);
    }

    @Test
    void twiceAsManyAssistantsHalveTheWait() {
        WaitEstimate one = estimate(4, 0, 2, TWO_MINUTES);
        WaitEstimate two = estimate(4, 0, 4, TWO_MINUTES);

        assertEquals(one.atMost().toMillis() / 1e3, 2 * two.atMost().toMillis() / 1e3, 0.01);
    }

    @Test
    void expectedOvertakersMakeTheEstimateLongerAndWider() {
        WaitEstimate alone = estimate(1, 0, 2, TWO_MINUTES);
        WaitEstimate overtaken = estimate(1, 1 / 120.0, 2, TWO_MINUTES);

        assertTrue(overtaken.median().compareTo(alone.median()) > 0);
        Duration width = alone.atMost().minus(alone.atLeast());
        assertTrue(overtaken.atMost().minus(overtaken.atLeast()).compareTo(width.multipliedBy(2)) > 0);
    }

    @Test
    void uniformHandlingTimesNarrowTheEstimate() {
        WaitEstimate uniform = estimate(3, 0, 1, new HandlingTime(Duration.ofMinutes(2), 0.1));
        WaitEstimate exponential = estimate(3, 0, 1, TWO_MINUTES);

        assertTrue(uniform.atLeast().compareTo(exponential.atLeast()) > 0);
        assertTrue(uniform.atMost().compareTo(exponential.atMost()) < 0);
    }

    @Test
    void teamWithoutHistoryHasTheDefaultHandlingTime() {
        assertEquals(HandlingTime.DEFAULT, new TeamHandlingTimes(NOON).handlingTimeAt(NOON));
    }

    @Test
    void handlingTimeFollowsTheTeamsRecentCalls() {
        var teamTimes = new TeamHandlingTimes(NOON);
        for (int call = 0; call < 60; call++) {
            teamTimes.handled(Duration.ofSeconds(60), NOON);
        }

        HandlingTime handlingTime = teamTimes.handlingTimeAt(NOON);

        assertEquals(60, handlingTime.mean().toMillis() / 1e3, 8);
        assertTrue(handlingTime.squaredCv() < 0.6, "all calls took the same time");
        assertEquals(
                HandlingTime.DEFAULT,
                teamTimes.handlingTimeAt(NOON.plus(Duration.ofHours(2))),
                "after an hour the calls no longer count");
    }

    @Test
    void arrivalsAreCountedByUrgencyForAnHour() {
        var teamTimes = new TeamHandlingTimes(NOON);
        for (int minute = 0; minute < 30; minute++) {
            Instant now = NOON.plus(Duration.ofMinutes(minute));
            teamTimes.arrived(Urgency.ROUTINE, now);
            teamTimes.arrived(minute % 10 == 0 ? Urgency.URGENT : Urgency.ROUTINE, now);
        }

        Instant now = NOON.plus(Duration.ofMinutes(30));
        assertEquals(3 / 1800.0, teamTimes.arrivals(Urgency.URGENT::equals, now), 1e-6);
        assertEquals(0, teamTimes.arrivals(_ -> true, now.plus(Duration.ofHours(2))));
    }

    private static void assertQuantiles(int callsAhead, int assistants, double least, double median, double most) {
        WaitEstimate estimate = estimate(callsAhead, 0, assistants, TWO_MINUTES);

        assertEquals(least * 120, estimate.atLeast().toMillis() / 1e3, 0.025 * least * 120);
        assertEquals(median * 120, estimate.median().toMillis() / 1e3, 0.025 * median * 120);
        assertEquals(most * 120, estimate.atMost().toMillis() / 1e3, 0.025 * most * 120);
    }

    private static WaitEstimate estimate(double callsAhead, double overtaking, int serving, HandlingTime handlingTime) {
        return WaitEstimate.of(new WaitEstimateInput(callsAhead, overtaking, serving, handlingTime))
                .orElseThrow();
    }
}
