package org.permanence.seal;

import java.util.List;

/// Who can open a practice's recordings; the practice says so.
public sealed interface DecryptionPolicy {

    /// The platform alone.
    record PlatformOnly() implements DecryptionPolicy {}

    /// The platform, and the practice without the platform.
    record Shared(List<PracticeRecipient> practiceKeys) implements DecryptionPolicy {
        public Shared {
            practiceKeys = requireKeys(practiceKeys);
        }
    }

    /// The practice alone: the platform cannot play what it has sealed, nor repair it after a crash.
    record PracticeOnly(List<PracticeRecipient> practiceKeys) implements DecryptionPolicy {
        public PracticeOnly {
            practiceKeys = requireKeys(practiceKeys);
        }
    }

    /// The practice's keys among them.
    default List<PracticeRecipient> recipients() {
        return switch (this) {
            case PlatformOnly() -> List.of();
            case Shared(var practiceKeys) -> practiceKeys;
            case PracticeOnly(var practiceKeys) -> practiceKeys;
        };
    }

    private static List<PracticeRecipient> requireKeys(List<PracticeRecipient> practiceKeys) {
        if (practiceKeys.isEmpty() || practiceKeys.size() > RecordingHeader.MAX_RECIPIENTS) {
            throw new IllegalArgumentException("recipients: " + practiceKeys.size() + " (expected: 1..16)");
        }
        return List.copyOf(practiceKeys);
    }
}
