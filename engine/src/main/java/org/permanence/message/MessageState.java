package org.permanence.message;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// What became of a message.
public enum MessageState {
    /// The caller speaks, or an engine died while they did.
    IN_PROGRESS,
    /// Nobody has heard it.
    NEW,
    /// Somebody has heard it.
    READ,
    /// Nobody has heard it in the practice's time: an alarm said so.
    ESCALATED,
    /// Somebody has taken it upon themselves.
    ACKNOWLEDGED;

    /// Whether a message in this state may come to that one.
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

    /// The states from which a message comes to that one.
    public static List<MessageState> predecessorsOf(MessageState next) {
        return Arrays.stream(values()).filter(state -> state.canBecome(next)).toList();
    }
}
