package org.permanence.retention;

import java.util.Optional;
import org.permanence.text.EnumWords;

/// A kind of stored data that is deleted after a period.
///
/// The limits are those of the law and of the authorities' references: NS-57 of the CNIL (what is derived from
/// calls: one year), the CNIL on access logs (6 to 12 months), HIPAA (documentation: six years).
public enum DataKind {
    /// The audio of conversations and messages, and their keys. The practice's file sets the period.
    RECORDINGS,
    /// Clinical notes. The practice's file sets the period: that of its recordings.
    CLINICAL_NOTES,
    /// What is known of a recording whose audio is deleted: when, of which call, of which pseudonym. The period
    /// counts from its start.
    RECORDING_ROWS(1, 365, 365),
    /// The events of calls.
    JOURNAL(1, 365, 365),
    /// The summaries of calls. The period counts from the arrival.
    CALL_RECORDS(1, 365, 365),
    /// The texts of practice files. The period counts from the moment at which the next text came into use.
    PRACTICE_VERSIONS(1, 2_190, 2_190),
    /// Overrides of on-call rotas. The period counts from their end.
    ON_CALL_OVERRIDES(1, 2_190, 365),
    /// The pseudonyms of blocked numbers. The period counts from the block.
    BLOCKED_NUMBERS(1, 1_095, 1_095),
    /// The last states of assistants who are no longer in the settings. The period counts from the state's
    /// beginning.
    ASSISTANT_STATES(1, 365, 90),
    /// The entries of the audit log.
    AUDIT_LOG(180, 2_190, 365),
    /// The keys of the pseudonyms of practices that left the installation. They are destroyed with the last of the
    /// practice's calls and recordings.
    PSEUDONYM_KEYS;

    /// The periods that the settings may give.
    ///
    /// @param shortest in days
    /// @param longest  in days
    /// @param standard the default, in days
    public record PeriodLimits(int shortest, int longest, int standard) {}

    private final int shortest;
    private final int longest;
    private final int standard;

    DataKind() {
        this(0, 0, 0);
    }

    DataKind(int shortest, int longest, int standard) {
        this.shortest = shortest;
        this.longest = longest;
        this.standard = standard;
    }

    /// The limits of its period; empty if the settings give none.
    public Optional<PeriodLimits> limits() {
        return longest == 0 ? Optional.empty() : Optional.of(new PeriodLimits(shortest, longest, standard));
    }

    /// Its name in the settings, in metrics and in the audit log.
    public String word() {
        return EnumWords.of(this);
    }
}
