package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;

/// Closes the number that belongs to a recording, under a key drawn from the recording's own: whoever may open the
/// sound may open it, and what destroys the one destroys the other, in every copy. It needs no key of its own in
/// the key store, so that nothing can be forgotten when keys move.
public final class NumberSealer implements AutoCloseable {

    private static final byte[] KEY_LABEL = "prec1/number".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;
    private final byte[] associatedData;

    private NumberSealer(byte[] key, byte[] associatedData) {
        this.key = key;
        this.associatedData = associatedData;
    }

    /// For the number of one recording. The data key may be closed afterwards.
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

    /// Opens a number of this very recording.
    ///
    /// @throws SealException `WRAP_REFUSED` for any other, and for one that was altered
    public PhoneNumber open(SealedNumber sealed) {
        return sealed.open(key, associatedData);
    }

    /// Overwrites the key: nothing more is closed or opened.
    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }
}
