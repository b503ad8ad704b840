package org.permanence.people;

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

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.permanence.text.EnumWords;

/// The transition table of accounts. An event without a row for the current state is refused: for example, the
/// return of a person who has left.
public final class PersonTransitions {

    private static final PersonTransitions TABLE = new PersonTransitions()
            .row(INVITED, INVITED_AGAIN, INVITED)
            .row(INVITED, ACCEPTED, ACTIVE)
            .row(INVITED, DEPARTED, LEFT)
            .row(ACTIVE, RESTED, RESTING)
            .row(ACTIVE, FACTORS_TAKEN, INVITED)
            .row(ACTIVE, DEPARTED, LEFT)
            .row(RESTING, RETURNED, ACTIVE)
            .row(RESTING, DEPARTED, LEFT);

    private final Map<PersonState, Map<PersonEvent, PersonState>> rows = new EnumMap<>(PersonState.class);

    private PersonTransitions() {}

    /// The state after `event`; empty if the table has no such row.
    public static Optional<PersonState> after(PersonState state, PersonEvent event) {
        return Optional.ofNullable(TABLE.rows.getOrDefault(state, Map.of()).get(event));
    }

    /// The states in which `event` may happen, as words for a message.
    static String statesBefore(PersonEvent event) {
        return TABLE.rows.entrySet().stream()
                .filter(row -> row.getValue().containsKey(event))
                .map(row -> EnumWords.of(row.getKey()))
                .collect(Collectors.joining(" or "));
    }

    static Map<PersonState, Map<PersonEvent, PersonState>> rows() {
        return TABLE.rows;
    }

    private PersonTransitions row(PersonState from, PersonEvent event, PersonState to) {
        rows.computeIfAbsent(from, _ -> new EnumMap<>(PersonEvent.class)).put(event, to);
        return this;
    }
}
