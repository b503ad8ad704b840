package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A bar is missed by what took too long, not by a machine that stood still.
class StallMeterTest {

    private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
    private static final Duration BAR = Duration.ofMillis(200);

    private final StallMeter meter = new StallMeter();

    @Test
    void moreThanTheBarIsRefused() {
        assertMissed(201);
    }

    @Test
    void theBarItselfIsAccepted() {
        assertKept(200);
    }

    @Test
    void timeInWhichTheMachineStoodStillIsNotCounted() {
        meter.note(at(50), at(130));

        assertKept(280);
        assertMissed(281);
    }

    @Test
    void ordinaryDelayOfAWakingThreadIsCounted() {
        meter.note(at(50), at(55));

        assertMissed(205);
    }

    @Test
    void onlyThePartOfAStallInsideTheMeasuredTimeIsNotCounted() {
        meter.note(at(-100), at(20));
        meter.note(at(200), at(500));

        assertEquals(Duration.ofMillis(50), meter.between(at(0), at(230)));
        assertMissed(-1_000, -779);
    }

    private void assertMissed(long end) {
        assertMissed(0, end);
    }

    private void assertMissed(long start, long end) {
        assertThrows(AssertionError.class, () -> meter.assertWithin(BAR, "answer", at(start), at(end)));
    }

    private void assertKept(long end) {
        assertDoesNotThrow(() -> meter.assertWithin(BAR, "answer", at(0), at(end)));
    }

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }
}
