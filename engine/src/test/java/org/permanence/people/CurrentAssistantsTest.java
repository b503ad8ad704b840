package org.permanence.people;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.people.PeopleFixture.staffing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Login;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.testing.InMemoryPeopleStore;
import org.permanence.testing.SteppedClock;

class CurrentAssistantsTest {

    private static final Login INES = new Login("ines");
    private static final Login OMAR = new Login("omar");

    private final SteppedClock clock = new SteppedClock(Instant.parse("2026-12-01T12:00:00Z"));
    private final InMemoryPeopleStore store = new InMemoryPeopleStore();
    private final CurrentAssistants assistants = new CurrentAssistants(
            new CurrentPeople(store),
            new AssistantRoster(PeopleFixture.WORKPLACES, Map.of(OMAR, staffing("phone-2"))),
            clock);

    @Test
    void withoutAnySuccessfulReadTheAssistantsOfTheSettingsTakeCalls() {
        store.save(0, AssistantRosterTest.account(PersonState.ACTIVE));
        store.failsFromNowOn();

        assertThrows(StoreUnavailableException.class, assistants::refresh);
        assertTrue(takesCalls(OMAR));
        assertFalse(takesCalls(INES));
    }

    @Test
    void callsGoOnWithTheAssistantsLastReadForAnyLengthOfTime() {
        Account ines = AssistantRosterTest.account(PersonState.ACTIVE);
        store.save(
                0,
                ines.withMemberships(List.of(ines.memberships()
                        .getFirst()
                        .withUntil(Optional.of(clock.instant().plusSeconds(60))))));
        assistants.refresh();
        store.failsFromNowOn();
        clock.advance(Duration.ofDays(30));

        assertThrows(StoreUnavailableException.class, assistants::refresh);
        assertTrue(takesCalls(INES));
    }

    @Test
    void changeCountsFromTheNextRefreshOn() {
        Account ines = AssistantRosterTest.account(PersonState.ACTIVE);
        store.save(0, ines);
        assertFalse(takesCalls(INES));
        assistants.refresh();
        assertTrue(takesCalls(INES));

        store.save(1, ines.withPerson(ines.person().withState(PersonState.RESTING)));
        assertTrue(takesCalls(INES));
        assistants.refresh();
        assertFalse(takesCalls(INES));
        assertTrue(assistants.find(INES).isPresent());
    }

    @Test
    void membershipEndsAtItsTimeWithoutAnyChangeInTheDatabase() {
        Account ines = AssistantRosterTest.account(PersonState.ACTIVE);
        store.save(
                0,
                ines.withMemberships(List.of(ines.memberships()
                        .getFirst()
                        .withUntil(Optional.of(clock.instant().plusSeconds(60))))));
        assistants.refresh();
        clock.advance(Duration.ofSeconds(59));
        assistants.refresh();
        assertTrue(takesCalls(INES));

        clock.advance(Duration.ofSeconds(1));
        assistants.refresh();
        assertFalse(takesCalls(INES));
    }

    @Test
    void unchangedAccountsGiveTheSameSnapshot() {
        store.save(0, AssistantRosterTest.account(PersonState.ACTIVE));
        assistants.refresh();
        var before = assistants.find(INES).orElseThrow();
        assistants.refresh();

        assertSame(before, assistants.find(INES).orElseThrow());
    }

    private boolean takesCalls(Login login) {
        return assistants.findInService(login).isPresent();
    }
}
