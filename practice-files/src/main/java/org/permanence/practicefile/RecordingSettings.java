package org.permanence.practicefile;

import java.util.Optional;
import org.permanence.practice.RecordingRules;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.PracticeRecipient;

/// Recording rules of a practice, and who can decrypt the recordings.
///
/// @param dataProtectionOfficer key of the data protection officer, who alone can read the reasons of accesses
public record RecordingSettings(
        RecordingRules rules, DecryptionPolicy decryptionPolicy, Optional<PracticeRecipient> dataProtectionOfficer) {}
