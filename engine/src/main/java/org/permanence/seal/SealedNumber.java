package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.permanence.privacy.PhoneNumber;

/// A telephone number, closed by a [NumberSealer] or by [CallbackNumbers]. By itself it says nothing, not even how
/// long the number is.
///
/// @param text 44 bytes in base64url
public record SealedNumber(String text) {

    /// The longest number of E.164, with its plus. Shorter ones are filled up: their length is not to be seen.
    private static final int PADDED_BYTES = 16;

    public SealedNumber {
        if (!text.matches("[A-Za-z0-9_-]{59}")) {
            throw new IllegalArgumentException("sealed number: unreadable (expected: 44 bytes in base64url)");
        }
    }

    /// Closes a number, for what `bound` says and nothing else.
    static SealedNumber seal(byte[] key, PhoneNumber number, byte[] associatedData) {
        byte[] digits = Arrays.copyOf(number.digits().getBytes(StandardCharsets.US_ASCII), PADDED_BYTES);
        return new SealedNumber(Primitives.base64(KeyWrap.wrap(key, digits, associatedData)));
    }

    /// Opens it for the same.
    ///
    /// @throws SealException `WRAP_REFUSED` for anything else, and for one that was altered
    PhoneNumber open(byte[] key, byte[] associatedData) {
        byte[] digits = KeyWrap.unwrap(key, Base64.getUrlDecoder().decode(text), associatedData);
        return PhoneNumber.parse(new String(digits, StandardCharsets.US_ASCII).replace("\0", ""));
    }
}
