package org.permanence.assistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.assistant.AssistantEvent.ANSWERED;
import static org.permanence.assistant.AssistantEvent.OFFERED;
import static org.permanence.assistant.AssistantEvent.OFFER_WITHDRAWN;
import static org.permanence.assistant.AssistantEvent.PARTED;
import static org.permanence.assistant.AssistantEvent.PAUSED;
import static org.permanence.assistant.AssistantEvent.RANG_OUT;
import static org.permanence.assistant.AssistantEvent.RESUMED;
import static org.permanence.assistant.AssistantEvent.SIGNED_IN;
import static org.permanence.assistant.AssistantEvent.SIGNED_OUT;
import static org.permanence.assistant.AssistantEvent.WRAPPED_UP;
import static org.permanence.assistant.AssistantState.AWAY;
import static org.permanence.assistant.AssistantState.OFF;
import static org.permanence.assistant.AssistantState.ON_CALL;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TransitionsTest {

    private record Step(AssistantState from, AssistantEvent event) {}

    /// What an assistant may live through, from signed out to signed out; between them, every row of the table.
    private static final List<List<AssistantEvent>> SHIFTS = List.of(
            List.of(SIGNED_IN, SIGNED_OUT),
            List.of(SIGNED_IN, PAUSED, PAUSED, RESUMED, PAUSED, SIGNED_OUT),
            List.of(SIGNED_IN, OFFERED, OFFER_WITHDRAWN, OFFERED, RANG_OUT, SIGNED_OUT),
            List.of(SIGNED_IN, OFFERED, ANSWERED, PARTED, WRAPPED_UP, SIGNED_OUT),
            List.of(SIGNED_IN, OFFERED, ANSWERED, PARTED, PAUSED, SIGNED_OUT),
            List.of(SIGNED_IN, OFFERED, ANSWERED, PARTED, RESUMED, SIGNED_OUT),
            List.of(SIGNED_IN, OFFERED, ANSWERED, PARTED, SIGNED_OUT));

    private static final Set<AssistantEvent> NOT_WHILE_A_CALLER_COUNTS_ON_HER =
            Set.of(SIGNED_IN, SIGNED_OUT, PAUSED, RESUMED, OFFERED, WRAPPED_UP);

    @Test
    void whoeverIsReservedOrTalksCannotPauseOrLeaveOrBeOfferedAnotherCall() {
        for (AssistantEvent event : NOT_WHILE_A_CALLER_COUNTS_ON_HER) {
            assertEquals(Optional.empty(), Transitions.after(RESERVED, event), event.name());
            assertEquals(Optional.empty(), Transitions.after(ON_CALL, event), event.name());
        }
    }

    @Test
    void nobodyButAReadyAssistantIsOfferedACall() {
        for (AssistantState state : AssistantState.values()) {
            assertEquals(state == READY, Transitions.after(state, OFFERED).isPresent(), state.name());
        }
    }

    @Test
    void aSecondSignInChangesNothing() {
        for (AssistantState state : List.of(READY, RESERVED, ON_CALL, WRAP_UP, AWAY)) {
            assertEquals(Optional.empty(), Transitions.after(state, SIGNED_IN), state.name());
        }
    }

    @Test
    void theTableIsExactlyThis() {
        assertEquals(
                Set.of(
                        "OFF SIGNED_IN READY",
                        "READY SIGNED_OUT OFF",
                        "AWAY SIGNED_OUT OFF",
                        "WRAP_UP SIGNED_OUT OFF",
                        "READY PAUSED AWAY",
                        "AWAY PAUSED AWAY",
                        "WRAP_UP PAUSED AWAY",
                        "AWAY RESUMED READY",
                        "WRAP_UP RESUMED READY",
                        "READY OFFERED RESERVED",
                        "RESERVED ANSWERED ON_CALL",
                        "RESERVED RANG_OUT AWAY",
                        "RESERVED OFFER_WITHDRAWN READY",
                        "ON_CALL PARTED WRAP_UP",
                        "WRAP_UP WRAPPED_UP READY"),
                Transitions.rows().entrySet().stream()
                        .flatMap(from -> from.getValue().entrySet().stream()
                                .map(row -> from.getKey() + " " + row.getKey() + " " + row.getValue()))
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyShiftEndsSignedOutAndTogetherTheyTakeEveryRow() {
        Set<Step> taken = new HashSet<>();
        for (List<AssistantEvent> shift : SHIFTS) {
            AssistantState state = OFF;
            for (AssistantEvent event : shift) {
                taken.add(new Step(state, event));
                state = Transitions.after(state, event)
                        .orElseThrow(() -> new AssertionError(shift + ": stops before " + event));
            }
            assertEquals(OFF, state, shift.toString());
        }

        assertEquals(
                Transitions.rows().entrySet().stream()
                        .flatMap(from -> from.getValue().keySet().stream().map(event -> new Step(from.getKey(), event)))
                        .collect(Collectors.toSet()),
                taken);
    }

    @Test
    void everyStateCanBeLeftAgain() {
        assertEquals(Set.of(AssistantState.values()), Transitions.rows().keySet());
        assertEquals(Optional.of(WRAP_UP), Transitions.after(ON_CALL, PARTED));
        assertEquals(Optional.of(AWAY), Transitions.after(RESERVED, RANG_OUT));
    }
}
