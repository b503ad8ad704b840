package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteppedClockTest {

    private final SteppedClock clock = new SteppedClock(Instant.EPOCH);
    private final List<String> happened = new ArrayList<>();

    @Test
    void timeStandsStillUntilItIsMoved() {
        assertEquals(clock.instant(), clock.instant());
    }

    @Test
    void scheduledActionsRunAtTheirTimeInOrder() {
        clock.after(Duration.ofSeconds(20), () -> note("late"));
        clock.after(Duration.ofSeconds(10), () -> note("early"));
        clock.after(Duration.ofSeconds(10), () -> note("early too"));
        clock.after(Duration.ofSeconds(31), () -> note("too late"));

        clock.advance(Duration.ofSeconds(30));

        assertEquals(List.of("early at 10", "early too at 10", "late at 20"), happened);
        assertEquals(Instant.ofEpochSecond(30), clock.instant());
    }

    @Test
    void allActionsOfTheLastMomentRun() {
        clock.after(Duration.ofSeconds(30), () -> note("one"));
        clock.after(Duration.ofSeconds(30), () -> note("other"));

        clock.advance(Duration.ofSeconds(30));

        assertEquals(List.of("one at 30", "other at 30"), happened);
    }

    @Test
    void slowActionDoesNotTurnTheClockBack() {
        clock.after(Duration.ofSeconds(1), () -> clock.advance(Duration.ofSeconds(5)));
        clock.after(Duration.ofSeconds(3), () -> note("meanwhile"));
        clock.after(Duration.ofSeconds(8), () -> note("afterwards"));

        clock.advance(Duration.ofSeconds(10));

        assertEquals(List.of("meanwhile at 3", "afterwards at 8"), happened);
        assertEquals(Instant.ofEpochSecond(10), clock.instant());
    }

    private void note(String name) {
        happened.add(name + " at " + clock.instant().getEpochSecond());
    }
}
