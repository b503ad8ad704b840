package org.permanence.assistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.assistant.AssistantEvent.ANSWERED;
import static org.permanence.assistant.AssistantEvent.ANSWER_DROPPED;
import static org.permanence.assistant.AssistantEvent.ASSIGNED;
import static org.permanence.assistant.AssistantEvent.CALL_ENDED;
import static org.permanence.assistant.AssistantEvent.PAUSE_STARTED;
import static org.permanence.assistant.AssistantEvent.RESERVATION_WITHDRAWN;
import static org.permanence.assistant.AssistantEvent.RESUMED;
import static org.permanence.assistant.AssistantEvent.RING_NO_ANSWER;
import static org.permanence.assistant.AssistantEvent.SIGNED_IN;
import static org.permanence.assistant.AssistantEvent.SIGNED_OUT;
import static org.permanence.assistant.AssistantEvent.WRAPPED_UP;
import static org.permanence.assistant.AssistantState.IN_CALL;
import static org.permanence.assistant.AssistantState.OFF;
import static org.permanence.assistant.AssistantState.PAUSED;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AssistantTransitionsTest {

    private record Step(AssistantState from, AssistantEvent event) {}

    /// Shifts of an assistant, from sign-in to sign-out. Together they take every row of the table.
    private static final List<List<AssistantEvent>> SHIFTS = List.of(
            List.of(SIGNED_IN, SIGNED_OUT),
            List.of(SIGNED_IN, PAUSE_STARTED, PAUSE_STARTED, RESUMED, PAUSE_STARTED, SIGNED_OUT),
            List.of(SIGNED_IN, ASSIGNED, RESERVATION_WITHDRAWN, ASSIGNED, RING_NO_ANSWER, SIGNED_OUT),
            List.of(SIGNED_IN, ASSIGNED, ANSWER_DROPPED, SIGNED_OUT),
            List.of(SIGNED_IN, ASSIGNED, ANSWERED, ANSWER_DROPPED, SIGNED_OUT),
            List.of(SIGNED_IN, ASSIGNED, ANSWERED, CALL_ENDED, WRAPPED_UP, SIGNED_OUT),
            List.of(SIGNED_IN, ASSIGNED, ANSWERED, CALL_ENDED, PAUSE_STARTED, SIGNED_OUT),
            List.of(SIGNED_IN, ASSIGNED, ANSWERED, CALL_ENDED, RESUMED, SIGNED_OUT),
            List.of(SIGNED_IN, ASSIGNED, ANSWERED, CALL_ENDED, SIGNED_OUT));

    private static final Set<AssistantEvent> REFUSED_DURING_A_CALL =
            Set.of(SIGNED_IN, SIGNED_OUT, PAUSE_STARTED, RESUMED, ASSIGNED, WRAPPED_UP);

    @Test
    void reservedOrBusyAssistantCannotPauseSignOutOrBeAssignedAnotherCall() {
        for (AssistantEvent event : REFUSED_DURING_A_CALL) {
            assertEquals(Optional.empty(), AssistantTransitions.after(RESERVED, event), event.name());
            assertEquals(Optional.empty(), AssistantTransitions.after(IN_CALL, event), event.name());
        }
    }

    @Test
    void onlyAReadyAssistantIsAssignedACall() {
        for (AssistantState state : AssistantState.values()) {
            assertEquals(
                    state == READY, AssistantTransitions.after(state, ASSIGNED).isPresent(), state.name());
        }
    }

    @Test
    void secondSignInChangesNothing() {
        for (AssistantState state : List.of(READY, RESERVED, IN_CALL, WRAP_UP, PAUSED)) {
            assertEquals(Optional.empty(), AssistantTransitions.after(state, SIGNED_IN), state.name());
        }
    }

    @Test
    void theTableHasExactlyTheseRows() {
        assertEquals(
                Set.of(
                        "OFF SIGNED_IN READY",
                        "READY SIGNED_OUT OFF",
                        "PAUSED SIGNED_OUT OFF",
                        "WRAP_UP SIGNED_OUT OFF",
                        "READY PAUSE_STARTED PAUSED",
                        "PAUSED PAUSE_STARTED PAUSED",
                        "WRAP_UP PAUSE_STARTED PAUSED",
                        "PAUSED RESUMED READY",
                        "WRAP_UP RESUMED READY",
                        "READY ASSIGNED RESERVED",
                        "RESERVED ANSWERED IN_CALL",
                        "RESERVED RING_NO_ANSWER PAUSED",
                        "RESERVED RESERVATION_WITHDRAWN READY",
                        "RESERVED ANSWER_DROPPED PAUSED",
                        "IN_CALL ANSWER_DROPPED PAUSED",
                        "IN_CALL CALL_ENDED WRAP_UP",
                        "WRAP_UP WRAPPED_UP READY"),
                AssistantTransitions.rows().entrySet().stream()
                        .flatMap(from -> from.getValue().entrySet().stream()
                                .map(row -> from.getKey() + " " + row.getKey() + " " + row.getValue()))
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyShiftEndsSignedOutAndTheShiftsCoverEveryTransition() {
        Set<Step> taken = new HashSet<>();
        for (List<AssistantEvent> shift : SHIFTS) {
            AssistantState state = OFF;
            for (AssistantEvent event : shift) {
                taken.add(new Step(state, event));
                state = AssistantTransitions.after(state, event)
                        .orElseThrow(() -> new AssertionError(shift + ": stops before " + event));
            }
            assertEquals(OFF, state, shift.toString());
        }

        assertEquals(
                AssistantTransitions.rows().entrySet().stream()
                        .flatMap(from -> from.getValue().keySet().stream().map(event -> new Step(from.getKey(), event)))
                        .collect(Collectors.toSet()),
                taken);
    }

    @Test
    void everyStateCanBeLeftAgain() {
        assertEquals(
                Set.of(AssistantState.values()), AssistantTransitions.rows().keySet());
        assertEquals(Optional.of(WRAP_UP), AssistantTransitions.after(IN_CALL, CALL_ENDED));
        assertEquals(Optional.of(PAUSED), AssistantTransitions.after(RESERVED, RING_NO_ANSWER));
    }
}
