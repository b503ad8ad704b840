package org.permanence.seal;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;

/// The persons who can open a file that leaves the installation: their public `age` keys (`age1...`). They use the
/// free `age` tool.
public final class AgeRecipients {

    private final List<RecipientStanzaWriter> stanzas;

    private AgeRecipients(List<RecipientStanzaWriter> stanzas) {
        this.stanzas = stanzas;
    }

    /// The owners of these public keys, one or more.
    ///
    /// @throws SealException if a key is unreadable
    public static AgeRecipients of(List<String> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("recipients: none (expected: one or more)");
        }
        return new AgeRecipients(keys.stream().map(AgeRecipients::stanza).toList());
    }

    private static RecipientStanzaWriter stanza(String key) {
        try {
            return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(key);
        } catch (GeneralSecurityException | IllegalArgumentException bad) {
            throw new SealException(SealFailure.KEY_UNREADABLE, "recipient: unreadable (expected: age1...)", bad);
        }
    }

    /// A channel that encrypts what is written to it. The file is complete when the channel is closed; that closes
    /// `out` as well.
    public WritableByteChannel encrypting(WritableByteChannel out) throws IOException {
        try {
            return new StandardEncryptingChannelFactory().newEncryptingChannel(out, stanzas);
        } catch (GeneralSecurityException fault) {
            throw new IOException("age: not begun", fault);
        }
    }
}
