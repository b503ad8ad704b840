package org.permanence.seal;

import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.subtle.X25519;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.permanence.audit.SealedText;
import org.permanence.privacy.PersonalText;

/// A private key of a practice's own, on the practice's machine: it opens the recordings and the reasons that were
/// sealed for it, without the platform. It prints itself only when asked for [#secret].
public final class PracticeKey {

    private static final String PREFIX = "perm-x25519-secret:";
    private static final Pattern WRITTEN = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{43})");

    private final PracticeRecipient recipient;
    private final byte[] bytes;
    private final HpkePrivateKey key;

    private PracticeKey(byte[] bytes) {
        this.bytes = bytes;
        try {
            byte[] shown = X25519.publicFromPrivate(bytes);
            this.recipient = PracticeRecipient.of(shown);
            this.key = Hpke.privateKey(shown, bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // Any 32 bytes are a private key.
        }
    }

    public static PracticeKey generate() {
        return new PracticeKey(X25519.generatePrivateKey());
    }

    /// Reads what [#secret] wrote.
    public static PracticeKey parse(String written) {
        var text = WRITTEN.matcher(written);
        if (!text.matches()) {
            throw new SealException(
                    Refusal.KEY_UNREADABLE, "secret key: unreadable (expected: " + PREFIX + " and 43 characters)");
        }
        return new PracticeKey(Base64.getUrlDecoder().decode(text.group(1)));
    }

    public PracticeRecipient recipient() {
        return recipient;
    }

    /// The key itself, to be written down by whoever it belongs to.
    public String secret() {
        return PREFIX + Primitives.base64(bytes);
    }

    /// Opens the key of a recording that was sealed for this practice.
    ///
    /// @throws SealException `NOT_A_RECIPIENT` if it was not
    public DataKey open(RecordingHeader header) {
        String kid = recipient.kid();
        Recipient mine = header.recipients().stream()
                .filter(to -> to.kid().equals(kid))
                .findAny()
                .orElseThrow(() -> new SealException(
                        Refusal.NOT_A_RECIPIENT, "recipients: not this key (expected: one of the header's)"));
        byte[] bound = PracticeRecipient.bound(header.practice(), header.recording(), kid);
        return DataKey.of(open(mine.wrapped(), bound));
    }

    /// Reads a reason of the audit log.
    public PersonalText open(SealedText reason) {
        byte[] text = open(Base64.getUrlDecoder().decode(reason.base64()), ReasonSealer.bound());
        return new PersonalText(new String(text, StandardCharsets.UTF_8));
    }

    private byte[] open(byte[] closed, byte[] bound) {
        try {
            return Hpke.open(key, closed, bound);
        } catch (GeneralSecurityException refused) {
            throw Wrap.refused(refused);
        }
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
