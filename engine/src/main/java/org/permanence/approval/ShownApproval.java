package org.permanence.approval;

import java.util.Optional;

/// A request as a person sees it.
///
/// @param words the parameters in words; empty for a person who may not approve it, and once it has ended
public record ShownApproval(Approval approval, Optional<String> words) {

    @Override
    public String toString() {
        return "[request " + approval.id() + "]";
    }
}
