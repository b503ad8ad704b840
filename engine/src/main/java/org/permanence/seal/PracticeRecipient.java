package org.permanence.seal;

import com.google.crypto.tink.hybrid.HpkePublicKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.permanence.practice.PracticeId;

/// A practice's own public key, which belongs to a [PracticeKey]. Written as `perm-x25519:` and 43 characters of
/// base64url.
public final class PracticeRecipient {

    private static final String PREFIX = "perm-x25519:";
    private static final Pattern FORMAT = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{43})");
    private static final int KID_BYTES = 8;

    private final byte[] bytes;
    private final HpkePublicKey key;

    private PracticeRecipient(byte[] bytes, HpkePublicKey key) {
        this.bytes = bytes;
        this.key = key;
    }

    /// Parses a key. Refuses points of small order, which would make the shared secret public.
    public static PracticeRecipient parse(String keyText) {
        var matcher = FORMAT.matcher(keyText);
        if (!matcher.matches()) {
            throw unreadable(new IllegalArgumentException("malformed"));
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(matcher.group(1));
            var recipient = of(bytes);
            if (!recipient.toString().equals(keyText)) {
                throw unreadable(new IllegalArgumentException("another form of the same key"));
            }
            recipient.encrypt(new byte[1], new byte[0]); // Points of small order are refused when they are used.
            return recipient;
        } catch (GeneralSecurityException bad) {
            throw unreadable(bad);
        }
    }

    static PracticeRecipient of(byte[] bytes) throws GeneralSecurityException {
        return new PracticeRecipient(bytes, Hpke.publicKey(bytes));
    }

    /// The id of the key: the first 8 bytes of its SHA-256, in hex.
    public String kid() {
        return HexFormat.of().formatHex(Primitives.sha256().digest(bytes), 0, KID_BYTES);
    }

    byte[] encrypt(byte[] secret, byte[] info) throws GeneralSecurityException {
        return Hpke.encrypt(key, secret, info);
    }

    Recipient wrap(PracticeId practice, RecordingId recording, DataKey dataKey) {
        try {
            byte[] wrapped = encrypt(dataKey.bytes(), associatedData(practice, recording, kid()));
            return new Recipient(kid(), Primitives.base64(wrapped));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // The key was tested when it was parsed.
        }
    }

    static byte[] associatedData(PracticeId practice, RecordingId recording, String kid) {
        return KeyWrap.associatedData("recipient", practice.value(), recording.value(), kid);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PracticeRecipient that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The key in its written form, which is public.
    @Override
    public String toString() {
        return PREFIX + Primitives.base64(bytes);
    }

    private static SealException unreadable(Exception cause) {
        return new SealException(
                SealFailure.KEY_UNREADABLE,
                "public key: unreadable (expected: " + PREFIX + " and 43 characters)",
                cause);
    }
}
