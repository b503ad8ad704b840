package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.practice.SaidWait;

class PromiseTest {

    private static final Instant NOON = Instant.parse("2026-11-18T11:00:00Z");
    private static final Outlook OUTLOOK = new Outlook(3, 0, 2, Pace.USUAL);

    @Test
    void theMomentThatWasToldNeverMovesBackInSilence() {
        Promise promise = Promise.first(minutes(2, 3, 5), OUTLOOK, NOON);

        // Nothing moves in the queue: each forecast is the same, and the clock goes on.
        for (int seconds = 30; seconds <= 120; seconds += 30) {
            promise = promise.next(minutes(2, 3, 5), OUTLOOK, NOON.plusSeconds(seconds));
            assertFalse(promise.said().longer(), seconds + " s");
            assertEquals(NOON.plusSeconds(300), promise.by());
        }
    }

    @Test
    void whoseWaitIsMoreLikelyTooLongThanNotHearsSoBeforeThePromiseIsBroken() {
        Promise promise = Promise.first(minutes(2, 3, 5), OUTLOOK, NOON);

        Promise told = promise.next(minutes(2, 3, 5), OUTLOOK, NOON.plusSeconds(150));

        assertEquals(new SaidWait(2, 5, true), told.said());
        assertEquals(NOON.plusSeconds(450), told.by(), "a new promise");
        Promise later = told.next(minutes(2, 3, 5), OUTLOOK, NOON.plusSeconds(180));
        assertFalse(later.said().longer(), "it is said once");
    }

    @Test
    void aForecastThatOnlyBreathesIsNotTold() {
        Promise promise = Promise.first(minutes(5, 7, 10), OUTLOOK, NOON);

        Promise told = promise.next(minutes(1, 2, 3), OUTLOOK, NOON.plusSeconds(30));

        assertEquals(new SaidWait(3, 10, false), told.said());
        assertEquals(promise.by(), told.by());
    }

    @Test
    void whereACallBeforeIsGoneOrSomebodyMoreServesTheShorterWaitIsThePromise() {
        Promise promise = Promise.first(minutes(5, 7, 10), OUTLOOK, NOON);

        for (Outlook better : new Outlook[] {new Outlook(2, 0, 2, Pace.USUAL), new Outlook(3, 0, 3, Pace.USUAL)}) {
            Promise told = promise.next(minutes(2, 3, 5), better, NOON.plusSeconds(30));

            assertEquals(new SaidWait(2, 5, false), told.said());
            assertEquals(NOON.plusSeconds(330), told.by());
        }
    }

    @Test
    void aShorterWaitThatIsSaidInTheSameMinutesPromisesNoLaterMoment() {
        Promise promise = Promise.first(minutes(2, 3, 5), OUTLOOK, NOON);

        Promise told = promise.next(
                new Forecast(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofSeconds(260)),
                new Outlook(2, 0, 2, Pace.USUAL),
                NOON.plusSeconds(30));

        assertEquals(new SaidWait(1, 5, false), told.said());
        assertEquals(promise.by(), told.by());
    }

    @Test
    void howTrueItWasIsJudgedByWhatWasToldFirst() {
        Promise promise =
                Promise.first(minutes(2, 3, 5), OUTLOOK, NOON).next(minutes(5, 7, 10), OUTLOOK, NOON.plusSeconds(30));

        assertTrue(promise.said().longer());
        assertEquals(Promise.Truth.SOONER, promise.endedAt(NOON.plusSeconds(119)));
        assertEquals(Promise.Truth.WITHIN, promise.endedAt(NOON.plusSeconds(120)));
        assertEquals(Promise.Truth.WITHIN, promise.endedAt(NOON.plusSeconds(300)));
        assertEquals(Promise.Truth.LATER, promise.endedAt(NOON.plusSeconds(301)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20, 0, 1",
        "10, 70, 0, 2",
        "60, 120, 1, 2",
        "59, 121, 0, 3",
        "125, 290, 2, 5",
        "30, 400, 1, 8",
        "299, 301, 3, 8",
        "660, 840, 10, 15",
        "1900, 3600, 30, 60",
        "60, 3601, 0, 0"
    })
    void aWaitIsSaidInMinutesThatPeopleSay(int shortest, int longest, int least, int most) {
        assertEquals(
                new SaidWait(least, most, false),
                SaidWait.around(Duration.ofSeconds(shortest), Duration.ofSeconds(longest), false));
    }

    @Test
    void aWaitThatNobodyHasASoundForIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new SaidWait(2, 7, false));
        assertThrows(IllegalArgumentException.class, () -> new SaidWait(0, 8, false));
        assertThrows(IllegalArgumentException.class, () -> new SaidWait(5, 5, false));
    }

    private static Forecast minutes(int least, int middle, int most) {
        return new Forecast(Duration.ofMinutes(least), Duration.ofMinutes(middle), Duration.ofMinutes(most));
    }
}
