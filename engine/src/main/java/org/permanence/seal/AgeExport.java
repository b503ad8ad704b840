package org.permanence.seal;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/// Exports a recording for a person outside the practice: a WAV file, encrypted with `age` for one or more of their
/// public keys (`age1...`). The recipient opens it with the free `age` tool.
public final class AgeExport {

    private AgeExport() {}

    /// Writes the file and closes `out`. Decrypted audio exists in memory only.
    public static void write(WavStream wav, List<String> recipients, WritableByteChannel out) {
        try (var encrypted = new StandardEncryptingChannelFactory().newEncryptingChannel(out, stanzas(recipients))) {
            wav.transferTo(encrypted);
        } catch (IOException | GeneralSecurityException fault) {
            throw new SealException(
                    SealFailure.STORAGE, "export: not written (expected: a writable disk with free space)", fault);
        }
    }

    private static List<RecipientStanzaWriter> stanzas(List<String> recipients) {
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("recipients: none (expected: one or more)");
        }
        List<RecipientStanzaWriter> stanzas = new ArrayList<>();
        for (String recipient : recipients) {
            try {
                stanzas.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
            } catch (GeneralSecurityException | IllegalArgumentException bad) {
                throw new SealException(SealFailure.KEY_UNREADABLE, "recipient: unreadable (expected: age1...)", bad);
            }
        }
        return stanzas;
    }
}
