package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.practice.PracticeId;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.SteppedClock;

class RefusedRequestsTest {

    private static final String MORNING = "0199aaaa-0000-7000-8000-000000000001";
    private static final String EVENING = "0199aaaa-0000-7000-8000-000000000002";

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryAuditGate log = new InMemoryAuditGate();
    private final RefusedRequests refused = new RefusedRequests(log, clock);

    @Test
    void tenRefusalsOfASessionAreEnteredAndTheOthersOfTheMinuteAreOneNumber() {
        refuse("omar", MORNING, 25);
        assertEquals(10, log.requests().size());

        clock.advance(Duration.ofSeconds(59));
        refuse("omar", MORNING, 1);
        refused.endMinutes();
        assertEquals(10, log.requests().size(), "the minute is not over");

        clock.advance(Duration.ofSeconds(1));
        refused.endMinutes();
        refused.endMinutes();
        assertEquals(11, log.requests().size());
        AuditRequest number = log.requests().getLast();
        assertEquals(Action.ACCESS_REFUSED, number.action());
        assertEquals("omar", number.actor().name());
        assertEquals(MORNING, number.actor().session());
        assertEquals(Optional.empty(), number.practice(), "they were about several practices");
        assertEquals(new AuditObject(AuditObject.Kind.REQUEST, "other"), number.object());
        assertEquals(Map.of("refusals", "16"), number.details());
    }

    @Test
    void tenRefusalsHaveNoNumber() {
        refuse("omar", MORNING, 10);
        clock.advance(Duration.ofMinutes(1));
        refused.endMinutes();

        assertEquals(10, log.requests().size());
    }

    @Test
    void nextMinuteHasTenEntriesAgainAfterTheNumberOfTheLast() {
        refuse("omar", MORNING, 11);
        clock.advance(Duration.ofMinutes(1));
        refuse("omar", MORNING, 11);

        assertEquals(10 + 1 + 10, log.requests().size());
        assertEquals(
                List.of(Map.of("refusals", "1")),
                log.requests().stream()
                        .map(AuditRequest::details)
                        .filter(details -> details.containsKey("refusals"))
                        .toList());
    }

    @Test
    void eachPersonAndSessionHasItsOwnLimit() {
        refuse("omar", MORNING, 11);
        refuse("omar", EVENING, 10);
        refuse("claire", Principal.NO_SESSION, 10);
        refuse("sara", Principal.NO_SESSION, 10);

        assertEquals(40, log.requests().size());
    }

    @Test
    void numbersAreEnteredBeforeTheLogIsClosed() {
        refuse("omar", MORNING, 12);
        refused.endAllMinutes();

        assertEquals(Map.of("refusals", "2"), log.requests().getLast().details());
    }

    @Test
    void oneSessionTooManyEndsTheMinuteOfTheFirst() {
        refuse("omar", MORNING, 12);
        for (int other = 1; other < RefusedRequests.MAX_SOURCES; other++) {
            refuse(
                    "person-" + (char) ('a' + other % 26) + (char) ('a' + other / 26 % 26) + (char) ('a' + other / 676),
                    EVENING,
                    1);
        }
        assertEquals(10 + 999, log.requests().size());

        refuse("claire", EVENING, 1);
        assertEquals(10 + 999 + 1 + 1, log.requests().size());
        assertEquals(Map.of("refusals", "2"), log.requests().get(10 + 999).details());
    }

    private void refuse(String login, String session, int times) {
        for (int time = 0; time < times; time++) {
            refused.enter(new AuditRequest(
                    new Principal.Person(login, Role.OPERATIONS, "cli", session),
                    Optional.of(new PracticeId("les-lilas")),
                    Action.ACCESS_REFUSED,
                    new AuditObject(AuditObject.Kind.REQUEST, "list-recordings"),
                    Purpose.HOPERAT,
                    new TreeMap<>(Map.of("why", "no-cell")),
                    Optional.empty()));
        }
    }
}
