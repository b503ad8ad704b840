package org.permanence.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.testing.Fixtures.CALLER;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;
import static org.permanence.triage.CallerStatus.KNOWN;
import static org.permanence.triage.CallerStatus.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.practice.CallerHistory.Caller;
import org.permanence.privacy.PhoneNumber;
import org.permanence.testing.SteppedClock;

class InMemoryCallerHistoryTest {

    private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-23T09:00:00Z"));
    private final InMemoryCallerHistory callerHistory = new InMemoryCallerHistory(clock, 2);

    @Test
    void callerWithoutANumberIsAnonymous() {
        callerHistory.recordCall(LES_LILAS.id(), Optional.empty(), Duration.ofMinutes(10));

        assertEquals(
                Caller.ANONYMOUS, callerHistory.recordCall(LES_LILAS.id(), Optional.empty(), Duration.ofMinutes(10)));
    }

    @Test
    void callsAreCountedWithinThePracticesWindow() {
        assertEquals(new Caller(UNKNOWN, 1), calls(CALLER));
        clock.advance(Duration.ofMinutes(9));
        assertEquals(new Caller(KNOWN, 2), calls(CALLER));
        clock.advance(Duration.ofMinutes(2));
        assertEquals(new Caller(KNOWN, 2), calls(CALLER), "the first call is outside the window");
    }

    @Test
    void callerIsUnknownAfterAnHour() {
        calls(CALLER);
        clock.advance(Duration.ofHours(1));

        assertEquals(new Caller(UNKNOWN, 1), calls(CALLER));
    }

    @Test
    void historyIsKeptPerPractice() {
        calls(CALLER);

        assertEquals(
                new Caller(UNKNOWN, 1),
                callerHistory.recordCall(PORT_ROYAL.id(), Optional.of(CALLER), Duration.ofMinutes(10)));
    }

    @Test
    void leastRecentCallerIsDroppedAtTheLimit() {
        calls(CALLER);
        calls(PhoneNumber.parse("+33199000743"));
        calls(PhoneNumber.parse("+33199000744"));

        assertEquals(new Caller(KNOWN, 2), calls(PhoneNumber.parse("+33199000743")));
        assertEquals(new Caller(UNKNOWN, 1), calls(CALLER));
    }

    private Caller calls(PhoneNumber number) {
        return callerHistory.recordCall(LES_LILAS.id(), Optional.of(number), Duration.ofMinutes(10));
    }
}
