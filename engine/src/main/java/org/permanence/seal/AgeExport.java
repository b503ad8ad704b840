package org.permanence.seal;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/// A recording as a file for somebody outside: a WAV, encrypted with `age` for one or more of their keys
/// (`age1...`), so that it opens with a tool that everybody can have.
public final class AgeExport {

    private AgeExport() {}

    /// Writes the file and closes `out`; sound is in clear nowhere but in memory.
    public static void write(WavStream wav, List<String> recipients, WritableByteChannel out) {
        try (var encrypted = new StandardEncryptingChannelFactory().newEncryptingChannel(out, stanzas(recipients))) {
            wav.transferTo(encrypted);
        } catch (IOException | GeneralSecurityException fault) {
            throw new SealException(
                    SealFailure.STORAGE, "hand-over: not written (expected: a disk that takes it)", fault);
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
