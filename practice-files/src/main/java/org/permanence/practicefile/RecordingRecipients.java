package org.permanence.practicefile;

import java.util.Optional;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.PracticeRecipient;

/// Who can decrypt the recordings of a practice.
///
/// @param dataProtectionOfficer key of the data protection officer, who alone can read the reasons of accesses
public record RecordingRecipients(
        DecryptionPolicy decryptionPolicy, Optional<PracticeRecipient> dataProtectionOfficer) {}
