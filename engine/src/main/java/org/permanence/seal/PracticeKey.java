package org.permanence.seal;

import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.subtle.X25519;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.permanence.access.SealedText;
import org.permanence.privacy.PersonalText;

/// A practice's own private key, on the practice's machine. Decrypts the recordings, notes and reasons that were
/// sealed for it, without the platform. Only [#secret] reveals it.
public final class PracticeKey {

    private static final String PREFIX = "perm-x25519-secret:";
    private static final Pattern FORMAT = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{43})");

    private final PracticeRecipient recipient;
    private final byte[] bytes;
    private final HpkePrivateKey key;

    private PracticeKey(byte[] bytes) {
        this.bytes = bytes;
        try {
            byte[] publicBytes = X25519.publicFromPrivate(bytes);
            this.recipient = PracticeRecipient.of(publicBytes);
            this.key = Hpke.privateKey(publicBytes, bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // Any 32 bytes are a private key.
        }
    }

    public static PracticeKey generate() {
        return new PracticeKey(X25519.generatePrivateKey());
    }

    /// Reads what [#secret] wrote.
    public static PracticeKey parse(String keyText) {
        var matcher = FORMAT.matcher(keyText);
        if (!matcher.matches()) {
            throw new SealException(
                    SealFailure.KEY_UNREADABLE, "secret key: unreadable (expected: " + PREFIX + " and 43 characters)");
        }
        return new PracticeKey(Base64.getUrlDecoder().decode(matcher.group(1)));
    }

    public PracticeRecipient recipient() {
        return recipient;
    }

    /// The private key as text, for its owner to store.
    public String secret() {
        return PREFIX + Primitives.base64(bytes);
    }

    /// Unwraps the key of a recording.
    ///
    /// @throws SealException `NOT_A_RECIPIENT` if the recording was not sealed for this key
    public DataKey open(RecordingHeader header) {
        String kid = recipient.kid();
        Recipient own = header.recipients().stream()
                .filter(to -> to.kid().equals(kid))
                .findAny()
                .orElseThrow(() -> new SealException(
                        SealFailure.NOT_A_RECIPIENT, "recipients: not this key (expected: one of the header's)"));
        byte[] associatedData = PracticeRecipient.associatedData(header.practice(), header.recording(), kid);
        return DataKey.of(open(own.wrapped(), associatedData));
    }

    /// Decrypts a reason from the audit log.
    public PersonalText open(SealedText reason) {
        byte[] text = open(Base64.getUrlDecoder().decode(reason.base64()), ReasonSealer.associatedData());
        return new PersonalText(new String(text, StandardCharsets.UTF_8));
    }

    /// Decrypts a clinical note.
    ///
    /// @throws SealException `NOT_A_RECIPIENT` if it was not encrypted for this key, `WRAP_REFUSED` if it was
    ///     altered or belongs to another call
    public PersonalText open(SealedNote note) {
        return note.open(recipient.kid(), this::open);
    }

    private byte[] open(byte[] ciphertext, byte[] associatedData) {
        try {
            return Hpke.decrypt(key, ciphertext, associatedData);
        } catch (GeneralSecurityException refused) {
            throw KeyWrap.failure(refused);
        }
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
