package org.permanence.practice;

/// What of a practice's conversations is kept. Nothing unless the practice says otherwise: a permanent or
/// systematic recording is not allowed without a legal basis (CNIL).
///
/// @param retentionDays how long, in whole days
/// @param afterTransfer whether a conversation is kept that goes on with somebody else than the assistant
public record RecordingRules(Mode mode, int retentionDays, boolean afterTransfer) {

    /// Which conversations.
    public sealed interface Mode {

        record Off() implements Mode {}

        /// Those the assistant asks for.
        record OnDemand() implements Mode {}

        /// So many of a hundred, by chance.
        record Sampled(int percent) implements Mode {
            public Sampled {
                if (percent < 1 || percent > 99) {
                    throw new IllegalArgumentException("share: " + percent + " (expected: 1..99)");
                }
            }
        }

        /// All of them.
        record Always(LegalBasis basis) implements Mode {}
    }

    /// Why all may be kept: GDPR, article 6(1), a to f.
    public enum LegalBasis {
        CONSENT,
        CONTRACT,
        LEGAL_OBLIGATION,
        VITAL_INTERESTS,
        PUBLIC_TASK,
        LEGITIMATE_INTERESTS
    }

    public static final RecordingRules OFF = new RecordingRules(new Mode.Off(), 180, false);

    public RecordingRules {
        if (retentionDays < 1 || retentionDays > 3_650) {
            throw new IllegalArgumentException("keep: " + retentionDays + " days (expected: 1..3650)");
        }
    }
}
