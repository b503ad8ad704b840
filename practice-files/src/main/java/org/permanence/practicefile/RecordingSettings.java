package org.permanence.practicefile;

import java.util.Optional;
import org.permanence.practice.RecordingRules;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.PracticeRecipient;

/// What of a practice's conversations is kept, and who can open it.
///
/// @param dataProtectionOfficer the data protection officer, who alone reads why somebody looked
public record RecordingSettings(
        RecordingRules rules, DecryptionPolicy decryptionPolicy, Optional<PracticeRecipient> dataProtectionOfficer) {}
