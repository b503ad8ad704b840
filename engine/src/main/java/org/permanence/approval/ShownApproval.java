package org.permanence.approval;

import java.util.Map;
import java.util.Optional;

/// A request as a person sees it.
///
/// @param words  the parameters in words; empty for a person who may not approve it, and once it has ended
/// @param values the same by name, for a page that says them in its own language
public record ShownApproval(Approval approval, Optional<String> words, Map<String, String> values) {

    /// Without its parameters.
    static ShownApproval withoutParameters(Approval approval) {
        return new ShownApproval(approval, Optional.empty(), Map.of());
    }

    static ShownApproval of(Approval approval, Parameters parameters) {
        return new ShownApproval(approval, Optional.of(ApprovalWords.of(parameters)), parameters.values());
    }

    @Override
    public String toString() {
        return "[request " + approval.id() + "]";
    }
}
