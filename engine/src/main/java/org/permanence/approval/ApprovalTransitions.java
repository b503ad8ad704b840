package org.permanence.approval;

import static org.permanence.approval.ApprovalState.APPROVED;
import static org.permanence.approval.ApprovalState.WAITING;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The transition table of requests for a second person. An event without a row for the current state is refused:
/// for example, a second approval.
final class ApprovalTransitions {

    private static final ApprovalTransitions TABLE = new ApprovalTransitions()
            .row(WAITING, ApprovalEvent.GIVEN, APPROVED)
            .row(WAITING, ApprovalEvent.REFUSED, ApprovalState.REFUSED)
            .row(WAITING, ApprovalEvent.EXPIRED, ApprovalState.EXPIRED)
            .row(APPROVED, ApprovalEvent.EXECUTED, ApprovalState.EXECUTED)
            .row(APPROVED, ApprovalEvent.REFUSED, ApprovalState.REFUSED)
            .row(APPROVED, ApprovalEvent.EXPIRED, ApprovalState.EXPIRED);

    private final Map<ApprovalState, Map<ApprovalEvent, ApprovalState>> rows = new EnumMap<>(ApprovalState.class);

    private ApprovalTransitions() {}

    /// The state after `event`; empty if the table has no such row.
    static Optional<ApprovalState> after(ApprovalState state, ApprovalEvent event) {
        return Optional.ofNullable(TABLE.rows.getOrDefault(state, Map.of()).get(event));
    }

    static Map<ApprovalState, Map<ApprovalEvent, ApprovalState>> rows() {
        return TABLE.rows;
    }

    private ApprovalTransitions row(ApprovalState from, ApprovalEvent event, ApprovalState to) {
        rows.computeIfAbsent(from, _ -> new EnumMap<>(ApprovalEvent.class)).put(event, to);
        return this;
    }
}
