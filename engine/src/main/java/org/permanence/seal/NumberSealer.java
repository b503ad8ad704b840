package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;

/// Encrypts the phone number that belongs to a recording, under a key derived from the recording's key. So the same
/// people can read both, and both are destroyed together. The key store has no separate key that a rotation could
/// miss.
public final class NumberSealer implements AutoCloseable {

    private static final byte[] KEY_LABEL = "prec1/number".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;
    private final byte[] associatedData;

    private NumberSealer(byte[] key, byte[] associatedData) {
        this.key = key;
        this.associatedData = associatedData;
    }

    /// A sealer for the number of one recording. The data key may be closed afterwards.
    public static NumberSealer of(DataKey key, PracticeId practice, RecordingId recording) {
        try {
            byte[] derived = Primitives.hkdfSha256(key.bytes(), new byte[0], KEY_LABEL, Primitives.KEY_BYTES);
            return new NumberSealer(derived, KeyWrap.associatedData("number", practice.value(), recording.value()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public SealedNumber seal(PhoneNumber number) {
        return SealedNumber.seal(key, number, associatedData);
    }

    /// Decrypts a number of this recording.
    ///
    /// @throws SealException `WRAP_REFUSED` for the number of another recording or an altered one
    public PhoneNumber open(SealedNumber sealed) {
        return sealed.open(key, associatedData);
    }

    /// Overwrites the key. Do not use the sealer after that.
    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }
}
