package org.permanence.seal;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/// Exports a recording for a person outside the practice: a WAV file, encrypted for one or more [AgeRecipients].
public final class AgeExport {

    private AgeExport() {}

    /// Writes the file and closes `out`. Decrypted audio exists in memory only.
    public static void write(WavStream wav, List<String> recipients, WritableByteChannel out) {
        try (var encrypted = AgeRecipients.of(recipients).encrypting(out)) {
            wav.transferTo(encrypted);
        } catch (IOException fault) {
            throw new SealException(
                    SealFailure.STORAGE, "export: not written (expected: a writable disk with free space)", fault);
        }
    }
}
