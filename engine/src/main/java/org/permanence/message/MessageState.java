package org.permanence.message;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The state of a message.
public enum MessageState {
    /// In progress, or its engine died.
    IN_PROGRESS,
    /// Not heard yet.
    NEW,
    /// Heard.
    READ,
    /// Not heard within the practice's time limit: the alarm was raised.
    ESCALATED,
    /// A person has taken responsibility for it.
    ACKNOWLEDGED;

    /// Whether the table of transitions leads from this state to `next`.
    public boolean canBecome(MessageState next) {
        return successors().contains(next);
    }

    private Set<MessageState> successors() {
        return switch (this) {
            case IN_PROGRESS -> Set.of(NEW);
            case NEW -> Set.of(READ, ESCALATED, ACKNOWLEDGED);
            case ESCALATED -> Set.of(READ, ACKNOWLEDGED);
            case READ -> Set.of(ACKNOWLEDGED);
            case ACKNOWLEDGED -> Set.of();
        };
    }

    /// The states that lead to `next`.
    public static List<MessageState> predecessorsOf(MessageState next) {
        return Arrays.stream(values()).filter(state -> state.canBecome(next)).toList();
    }
}
