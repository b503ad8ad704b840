package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.triage.Urgency;

class ForecastTest {

    private static final Instant NOON = Instant.parse("2026-11-18T11:00:00Z");
    private static final Pace TWO_MINUTES = new Pace(Duration.ofMinutes(2), 1);

    @Test
    void whereNobodyServesNothingIsForecast() {
        assertEquals(Optional.empty(), Forecast.of(new Outlook(3, 0, 0, TWO_MINUTES)));
    }

    @Test
    void theQuantilesAreErlangs() {
        // From tables of the chi-squared distribution: half of its quantiles at 2, 6 and 20 degrees of freedom.
        assertQuantiles(0, 1, 0.2231, 0.6931, 1.6094);
        assertQuantiles(2, 1, 1.5350, 2.6741, 4.2790);
        assertQuantiles(9, 1, 7.2892, 9.6687, 12.5188);
    }

    @Test
    void twiceAsManyAssistantsHalveTheWait() {
        Forecast one = forecast(4, 0, 2, TWO_MINUTES);
        Forecast two = forecast(4, 0, 4, TWO_MINUTES);

        assertEquals(one.atMost().toMillis() / 1e3, 2 * two.atMost().toMillis() / 1e3, 0.01);
    }

    @Test
    void whoIsStillToOvertakeMakesItLongerAndLessSure() {
        Forecast alone = forecast(1, 0, 2, TWO_MINUTES);
        Forecast overtaken = forecast(1, 1 / 120.0, 2, TWO_MINUTES);

        assertTrue(overtaken.middle().compareTo(alone.middle()) > 0);
        Duration sure = alone.atMost().minus(alone.atLeast());
        assertTrue(overtaken.atMost().minus(overtaken.atLeast()).compareTo(sure.multipliedBy(2)) > 0);
    }

    @Test
    void talksThatAreAllAlikeMakeItSurer() {
        Forecast alike = forecast(3, 0, 1, new Pace(Duration.ofMinutes(2), 0.1));
        Forecast unlike = forecast(3, 0, 1, TWO_MINUTES);

        assertTrue(alike.atLeast().compareTo(unlike.atLeast()) > 0);
        assertTrue(alike.atMost().compareTo(unlike.atMost()) < 0);
    }

    @Test
    void aTeamThatHasAnsweredNobodyIsBelievedToBeAsAnyOther() {
        assertEquals(Pace.USUAL, new TeamPace(NOON).at(NOON));
    }

    @Test
    void aTeamIsSoonKnownByItsOwnTalks() {
        var team = new TeamPace(NOON);
        for (int call = 0; call < 60; call++) {
            team.handled(Duration.ofSeconds(60), NOON);
        }

        Pace pace = team.at(NOON);

        assertEquals(60, pace.handling().toMillis() / 1e3, 8);
        assertTrue(pace.spread() < 0.6, "they were all alike");
        assertEquals(Pace.USUAL, team.at(NOON.plus(Duration.ofHours(2))), "an hour later it is forgotten");
    }

    @Test
    void whoComesIsCountedByUrgencyAndForgottenInAnHour() {
        var team = new TeamPace(NOON);
        for (int minute = 0; minute < 30; minute++) {
            Instant now = NOON.plus(Duration.ofMinutes(minute));
            team.arrived(Urgency.ROUTINE, now);
            team.arrived(minute % 10 == 0 ? Urgency.URGENT : Urgency.ROUTINE, now);
        }

        Instant now = NOON.plus(Duration.ofMinutes(30));
        assertEquals(3 / 1800.0, team.arrivals(Urgency.URGENT::equals, now), 1e-6);
        assertEquals(0, team.arrivals(_ -> true, now.plus(Duration.ofHours(2))));
    }

    private static void assertQuantiles(int before, int assistants, double least, double middle, double most) {
        Forecast forecast = forecast(before, 0, assistants, TWO_MINUTES);

        assertEquals(least * 120, forecast.atLeast().toMillis() / 1e3, 0.025 * least * 120);
        assertEquals(middle * 120, forecast.middle().toMillis() / 1e3, 0.025 * middle * 120);
        assertEquals(most * 120, forecast.atMost().toMillis() / 1e3, 0.025 * most * 120);
    }

    private static Forecast forecast(double before, double overtaking, int serving, Pace pace) {
        return Forecast.of(new Outlook(before, overtaking, serving, pace)).orElseThrow();
    }
}
