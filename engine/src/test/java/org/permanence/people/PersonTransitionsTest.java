package org.permanence.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.people.PersonEvent.ACCEPTED;
import static org.permanence.people.PersonEvent.DEPARTED;
import static org.permanence.people.PersonEvent.FACTORS_TAKEN;
import static org.permanence.people.PersonEvent.INVITED_AGAIN;
import static org.permanence.people.PersonEvent.RESTED;
import static org.permanence.people.PersonEvent.RETURNED;
import static org.permanence.people.PersonState.ACTIVE;
import static org.permanence.people.PersonState.INVITED;
import static org.permanence.people.PersonState.LEFT;
import static org.permanence.people.PersonState.RESTING;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PersonTransitionsTest {

    private record Step(PersonState from, PersonEvent event) {}

    /// Lives of accounts, from the invitation to the end. Together they take every row of the table.
    private static final List<List<PersonEvent>> LIVES = List.of(
            List.of(INVITED_AGAIN, ACCEPTED, RESTED, RETURNED, DEPARTED),
            List.of(ACCEPTED, RESTED, DEPARTED),
            List.of(ACCEPTED, FACTORS_TAKEN, ACCEPTED, DEPARTED),
            List.of(DEPARTED));

    @Test
    void noAccountComesBackAfterThePersonHasLeft() {
        for (PersonEvent event : PersonEvent.values()) {
            assertEquals(Optional.empty(), PersonTransitions.after(LEFT, event), event.name());
        }
    }

    @Test
    void onlyAnInvitedPersonAcceptsAndOnlyOnce() {
        for (PersonState state : PersonState.values()) {
            assertEquals(
                    state == INVITED, PersonTransitions.after(state, ACCEPTED).isPresent(), state.name());
        }
    }

    @Test
    void onlyAnActiveAccountRests() {
        for (PersonState state : PersonState.values()) {
            assertEquals(state == ACTIVE, PersonTransitions.after(state, RESTED).isPresent(), state.name());
            assertEquals(
                    state == RESTING, PersonTransitions.after(state, RETURNED).isPresent(), state.name());
        }
    }

    @Test
    void theTableHasExactlyTheseRows() {
        assertEquals(
                Set.of(
                        "INVITED INVITED_AGAIN INVITED",
                        "INVITED ACCEPTED ACTIVE",
                        "INVITED DEPARTED LEFT",
                        "ACTIVE RESTED RESTING",
                        "ACTIVE FACTORS_TAKEN INVITED",
                        "ACTIVE DEPARTED LEFT",
                        "RESTING RETURNED ACTIVE",
                        "RESTING DEPARTED LEFT"),
                PersonTransitions.rows().entrySet().stream()
                        .flatMap(from -> from.getValue().entrySet().stream()
                                .map(row -> from.getKey() + " " + row.getKey() + " " + row.getValue()))
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyLifeEndsAndTheLivesCoverEveryTransition() {
        Set<Step> taken = new HashSet<>();
        for (List<PersonEvent> life : LIVES) {
            PersonState state = INVITED;
            for (PersonEvent event : life) {
                taken.add(new Step(state, event));
                state = PersonTransitions.after(state, event)
                        .orElseThrow(() -> new AssertionError(life + ": stops before " + event));
            }
            assertEquals(LEFT, state, life.toString());
        }

        assertEquals(
                PersonTransitions.rows().entrySet().stream()
                        .flatMap(from -> from.getValue().keySet().stream().map(event -> new Step(from.getKey(), event)))
                        .collect(Collectors.toSet()),
                taken);
    }
}
