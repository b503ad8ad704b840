package org.permanence.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.approval.ApprovalState.WAITING;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ApprovalTransitionsTest {

    private record Step(ApprovalState from, ApprovalEvent event) {}

    /// Lives of requests. Together they take every row of the table.
    private static final List<List<ApprovalEvent>> LIVES = List.of(
            List.of(ApprovalEvent.GIVEN, ApprovalEvent.EXECUTED),
            List.of(ApprovalEvent.GIVEN, ApprovalEvent.REFUSED),
            List.of(ApprovalEvent.GIVEN, ApprovalEvent.EXPIRED),
            List.of(ApprovalEvent.REFUSED),
            List.of(ApprovalEvent.EXPIRED));

    @Test
    void nothingHappensToAnEndedRequest() {
        for (ApprovalState state : ApprovalState.values()) {
            for (ApprovalEvent event : ApprovalEvent.values()) {
                assertTrue(
                        !state.isEnd()
                                || ApprovalTransitions.after(state, event).isEmpty(),
                        state + " " + event);
            }
        }
    }

    @Test
    void nothingIsExecutedThatWasNotApproved() {
        for (ApprovalState state : ApprovalState.values()) {
            assertEquals(
                    state == ApprovalState.APPROVED,
                    ApprovalTransitions.after(state, ApprovalEvent.EXECUTED).isPresent(),
                    state.name());
        }
    }

    @Test
    void anApprovalIsGivenOnce() {
        assertEquals(Optional.empty(), ApprovalTransitions.after(ApprovalState.APPROVED, ApprovalEvent.GIVEN));
    }

    @Test
    void everyLifeEndsAndTheLivesCoverEveryTransition() {
        Set<Step> taken = new HashSet<>();
        for (List<ApprovalEvent> life : LIVES) {
            ApprovalState state = WAITING;
            for (ApprovalEvent event : life) {
                taken.add(new Step(state, event));
                state = ApprovalTransitions.after(state, event)
                        .orElseThrow(() -> new AssertionError(life + ": stops before " + event));
            }
            assertTrue(state.isEnd(), life.toString());
        }

        assertEquals(
                ApprovalTransitions.rows().entrySet().stream()
                        .flatMap(from -> from.getValue().keySet().stream().map(event -> new Step(from.getKey(), event)))
                        .collect(Collectors.toSet()),
                taken);
    }
}
