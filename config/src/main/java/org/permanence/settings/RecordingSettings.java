package org.permanence.settings;

import java.util.Optional;
import org.permanence.practice.RecordingRules;
import org.permanence.seal.PracticeRecipient;
import org.permanence.seal.Readers;

/// What of a practice's conversations is kept, and who can open it.
///
/// @param dataProtectionOfficer the data protection officer, who alone reads why somebody looked
public record RecordingSettings(
        RecordingRules rules, Readers decryptionPolicy, Optional<PracticeRecipient> dataProtectionOfficer) {}
