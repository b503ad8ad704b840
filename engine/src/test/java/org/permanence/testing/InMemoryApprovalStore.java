package org.permanence.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.approval.Approval;
import org.permanence.approval.ApprovalId;
import org.permanence.approval.ApprovalState;
import org.permanence.approval.ApprovalStore;

/// Requests for a second person in memory. Thread-safe.
public final class InMemoryApprovalStore implements ApprovalStore {

    private final Map<ApprovalId, Approval> approvals = new HashMap<>();

    @Override
    public synchronized void save(Approval approval) {
        approvals.put(approval.id(), approval);
    }

    @Override
    public synchronized Optional<Approval> find(ApprovalId id) {
        return Optional.ofNullable(approvals.get(id));
    }

    @Override
    public synchronized List<Approval> open(Instant now) {
        return approvals.values().stream()
                .filter(approval -> approval.isOpen(now))
                .sorted(Comparator.comparing(Approval::askedAt))
                .toList();
    }

    @Override
    public synchronized boolean replace(Approval before, Approval after) {
        if (find(before.id()).filter(known -> known.state() == before.state()).isEmpty()) {
            return false;
        }
        approvals.put(after.id(), after);
        return true;
    }

    @Override
    public synchronized int expire(Instant now) {
        List<Approval> late = approvals.values().stream()
                .filter(approval -> !approval.state().isEnd() && !approval.isOpen(now))
                .toList();
        late.forEach(approval -> approvals.put(
                approval.id(), approval.withState(ApprovalState.EXPIRED).withParameters(Optional.empty())));
        return late.size();
    }

    @Override
    public synchronized int deleteAskedBefore(Instant time) {
        int before = approvals.size();
        approvals.values().removeIf(approval -> approval.askedAt().isBefore(time));
        return before - approvals.size();
    }
}
