package org.permanence.waittime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.practice.SpokenWaitEstimate;

class QuotedWaitTest {

    private static final Instant NOON = Instant.parse("2026-11-18T11:00:00Z");
    private static final WaitEstimateInput INPUT = new WaitEstimateInput(3, 0, 2, HandlingTime.DEFAULT);

    @Test
    void quotedEndNeverMovesBackUnannounced() {
        QuotedWait quotedWait = QuotedWait.initial(estimate(2, 3, 5), INPUT, NOON);

        // The queue does not move: the estimate stays the same while time passes.
        for (int seconds = 30; seconds <= 120; seconds += 30) {
            quotedWait = quotedWait.next(estimate(2, 3, 5), INPUT, NOON.plusSeconds(seconds));
            assertFalse(quotedWait.spoken().longerThanBefore(), seconds + " s");
            assertEquals(NOON.plusSeconds(300), quotedWait.notAfter());
        }
    }

    @Test
    void longerWaitIsAnnouncedBeforeTheQuoteIsMissed() {
        QuotedWait quotedWait = QuotedWait.initial(estimate(2, 3, 5), INPUT, NOON);

        QuotedWait updated = quotedWait.next(estimate(2, 3, 5), INPUT, NOON.plusSeconds(150));

        assertEquals(new SpokenWaitEstimate(2, 5, true), updated.spoken());
        assertEquals(NOON.plusSeconds(450), updated.notAfter(), "a new quote");
        QuotedWait later = updated.next(estimate(2, 3, 5), INPUT, NOON.plusSeconds(180));
        assertFalse(later.spoken().longerThanBefore(), "the longer wait is announced once");
    }

    @Test
    void fluctuatingEstimateDoesNotChangeTheQuote() {
        QuotedWait quotedWait = QuotedWait.initial(estimate(5, 7, 10), INPUT, NOON);

        QuotedWait updated = quotedWait.next(estimate(1, 2, 3), INPUT, NOON.plusSeconds(30));

        assertEquals(new SpokenWaitEstimate(3, 10, false), updated.spoken());
        assertEquals(quotedWait.notAfter(), updated.notAfter());
    }

    @Test
    void quoteShortensWhenTheQueueShrinksOrAnAssistantJoins() {
        QuotedWait quotedWait = QuotedWait.initial(estimate(5, 7, 10), INPUT, NOON);

        for (WaitEstimateInput better : new WaitEstimateInput[] {
            new WaitEstimateInput(2, 0, 2, HandlingTime.DEFAULT), new WaitEstimateInput(3, 0, 3, HandlingTime.DEFAULT)
        }) {
            QuotedWait updated = quotedWait.next(estimate(2, 3, 5), better, NOON.plusSeconds(30));

            assertEquals(new SpokenWaitEstimate(2, 5, false), updated.spoken());
            assertEquals(NOON.plusSeconds(330), updated.notAfter());
        }
    }

    @Test
    void shorterWaitInTheSameSpokenMinutesKeepsTheQuotedEnd() {
        QuotedWait quotedWait = QuotedWait.initial(estimate(2, 3, 5), INPUT, NOON);

        QuotedWait updated = quotedWait.next(
                new WaitEstimate(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofSeconds(260)),
                new WaitEstimateInput(2, 0, 2, HandlingTime.DEFAULT),
                NOON.plusSeconds(30));

        assertEquals(new SpokenWaitEstimate(1, 5, false), updated.spoken());
        assertEquals(quotedWait.notAfter(), updated.notAfter());
    }

    @Test
    void accuracyIsMeasuredAgainstTheFirstQuote() {
        QuotedWait quotedWait = QuotedWait.initial(estimate(2, 3, 5), INPUT, NOON)
                .next(estimate(5, 7, 10), INPUT, NOON.plusSeconds(30));

        assertTrue(quotedWait.spoken().longerThanBefore());
        assertEquals(QuotedWait.Accuracy.SOONER, quotedWait.accuracyAt(NOON.plusSeconds(119)));
        assertEquals(QuotedWait.Accuracy.WITHIN, quotedWait.accuracyAt(NOON.plusSeconds(120)));
        assertEquals(QuotedWait.Accuracy.WITHIN, quotedWait.accuracyAt(NOON.plusSeconds(300)));
        assertEquals(QuotedWait.Accuracy.LATER, quotedWait.accuracyAt(NOON.plusSeconds(301)));
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
    void waitIsRoundedToSpokenMinutes(int shortest, int longest, int least, int most) {
        assertEquals(
                new SpokenWaitEstimate(least, most, false),
                SpokenWaitEstimate.covering(Duration.ofSeconds(shortest), Duration.ofSeconds(longest), false));
    }

    @Test
    void waitWithoutAPromptIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SpokenWaitEstimate(2, 7, false));
        assertThrows(IllegalArgumentException.class, () -> new SpokenWaitEstimate(0, 8, false));
        assertThrows(IllegalArgumentException.class, () -> new SpokenWaitEstimate(5, 5, false));
    }

    private static WaitEstimate estimate(int least, int median, int most) {
        return new WaitEstimate(Duration.ofMinutes(least), Duration.ofMinutes(median), Duration.ofMinutes(most));
    }
}
