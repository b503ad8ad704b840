package org.permanence.seal;

import java.util.List;

/// Who can open a practice's recordings; the practice says so.
public sealed interface Readers {

    /// The platform alone.
    record Provider() implements Readers {}

    /// The platform, and the practice without the platform.
    record Shared(List<PracticeRecipient> practice) implements Readers {
        public Shared {
            practice = atLeastOne(practice);
        }
    }

    /// The practice alone: the platform cannot play what it has sealed, nor repair it after a crash.
    record PracticeOnly(List<PracticeRecipient> practice) implements Readers {
        public PracticeOnly {
            practice = atLeastOne(practice);
        }
    }

    /// The practice's keys among them.
    default List<PracticeRecipient> recipients() {
        return switch (this) {
            case Provider() -> List.of();
            case Shared(var practice) -> practice;
            case PracticeOnly(var practice) -> practice;
        };
    }

    private static List<PracticeRecipient> atLeastOne(List<PracticeRecipient> practice) {
        if (practice.isEmpty() || practice.size() > RecordingHeader.MOST_RECIPIENTS) {
            throw new IllegalArgumentException("recipients: " + practice.size() + " (expected: 1..16)");
        }
        return List.copyOf(practice);
    }
}
