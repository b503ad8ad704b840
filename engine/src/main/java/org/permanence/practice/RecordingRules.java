package org.permanence.practice;

/// Which conversations of a practice are recorded. None by default: a permanent or systematic recording is not
/// allowed without a legal basis (CNIL).
///
/// @param retentionDays how long recordings are kept, in whole days, 1 to 3650
/// @param afterTransfer whether a conversation is recorded after the assistant has transferred it
public record RecordingRules(Mode mode, int retentionDays, boolean afterTransfer) {

    /// Which conversations are recorded.
    public sealed interface Mode {

        record Off() implements Mode {}

        /// Conversations for which the assistant starts the recording.
        record OnDemand() implements Mode {}

        /// A random sample of this percentage, 1 to 99.
        record Sampled(int percent) implements Mode {
            public Sampled {
                if (percent < 1 || percent > 99) {
                    throw new IllegalArgumentException("sample-percent: " + percent + " (expected: 1..99)");
                }
            }
        }

        /// All conversations.
        record Always(LegalBasis basis) implements Mode {}
    }

    /// The legal basis for recording all conversations: GDPR, article 6(1), a to f.
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
            throw new IllegalArgumentException("retention-days: " + retentionDays + " (expected: 1..3650)");
        }
    }
}
