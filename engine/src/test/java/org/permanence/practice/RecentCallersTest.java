package org.permanence.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.testing.Fixtures.PATIENT;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.PORT_ROYAL;
import static org.permanence.triage.Acquaintance.KNOWN;
import static org.permanence.triage.Acquaintance.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.practice.Callers.Caller;
import org.permanence.privacy.PhoneNumber;
import org.permanence.testing.SteppedClock;

class RecentCallersTest {

    private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-23T09:00:00Z"));
    private final RecentCallers callers = new RecentCallers(clock, 2);

    @Test
    void whoeverPresentsNoNumberIsNobody() {
        callers.calls(LES_LILAS.id(), Optional.empty(), Duration.ofMinutes(10));

        assertEquals(Caller.ANONYMOUS, callers.calls(LES_LILAS.id(), Optional.empty(), Duration.ofMinutes(10)));
    }

    @Test
    void callsAreCountedAsLongAsThePracticeSays() {
        assertEquals(new Caller(UNKNOWN, 1), calls(PATIENT));
        clock.advance(Duration.ofMinutes(9));
        assertEquals(new Caller(KNOWN, 2), calls(PATIENT));
        clock.advance(Duration.ofMinutes(2));
        assertEquals(new Caller(KNOWN, 2), calls(PATIENT), "the first is too long ago");
    }

    @Test
    void afterAnHourNobodyKnowsThem() {
        calls(PATIENT);
        clock.advance(Duration.ofHours(1));

        assertEquals(new Caller(UNKNOWN, 1), calls(PATIENT));
    }

    @Test
    void aPracticeKnowsItsOwnCallersAlone() {
        calls(PATIENT);

        assertEquals(
                new Caller(UNKNOWN, 1), callers.calls(PORT_ROYAL.id(), Optional.of(PATIENT), Duration.ofMinutes(10)));
    }

    @Test
    void ofTooManyTheOneWhoCalledLongestAgoIsForgotten() {
        calls(PATIENT);
        calls(PhoneNumber.parse("+33199000743"));
        calls(PhoneNumber.parse("+33199000744"));

        assertEquals(new Caller(KNOWN, 2), calls(PhoneNumber.parse("+33199000743")));
        assertEquals(new Caller(UNKNOWN, 1), calls(PATIENT));
    }

    private Caller calls(PhoneNumber number) {
        return callers.calls(LES_LILAS.id(), Optional.of(number), Duration.ofMinutes(10));
    }
}
