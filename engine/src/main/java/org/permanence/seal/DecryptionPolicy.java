package org.permanence.seal;

import java.util.List;

/// Who can decrypt a practice's recordings, as the practice has chosen.
public sealed interface DecryptionPolicy {

    /// The platform only.
    record PlatformOnly() implements DecryptionPolicy {}

    /// The platform, and the practice with its own keys.
    record Shared(List<PracticeRecipient> practiceKeys) implements DecryptionPolicy {
        public Shared {
            practiceKeys = requireKeys(practiceKeys);
        }
    }

    /// The practice only. The platform can neither play its recordings nor repair them after a crash.
    record PracticeOnly(List<PracticeRecipient> practiceKeys) implements DecryptionPolicy {
        public PracticeOnly {
            practiceKeys = requireKeys(practiceKeys);
        }
    }

    /// The practice's own keys; none for [PlatformOnly].
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
