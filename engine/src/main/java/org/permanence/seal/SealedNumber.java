package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.permanence.privacy.PhoneNumber;

/// A phone number, encrypted by [NumberSealer] or [CallbackNumbers]. It hides even the length of the number.
///
/// @param text 44 bytes in base64url
public record SealedNumber(String text) {

    /// The longest number of E.164, with its plus sign. Shorter numbers are padded to hide their length.
    private static final int PADDED_BYTES = 16;

    public SealedNumber {
        if (!text.matches("[A-Za-z0-9_-]{59}")) {
            throw new IllegalArgumentException("sealed number: unreadable (expected: 44 bytes in base64url)");
        }
    }

    /// Encrypts a number, bound to `associatedData`.
    static SealedNumber seal(byte[] key, PhoneNumber number, byte[] associatedData) {
        byte[] digits = Arrays.copyOf(number.digits().getBytes(StandardCharsets.US_ASCII), PADDED_BYTES);
        return new SealedNumber(Primitives.base64(KeyWrap.wrap(key, digits, associatedData)));
    }

    /// Decrypts the number.
    ///
    /// @throws SealException `WRAP_REFUSED` for other associated data or an altered number
    PhoneNumber open(byte[] key, byte[] associatedData) {
        byte[] digits = KeyWrap.unwrap(key, Base64.getUrlDecoder().decode(text), associatedData);
        return PhoneNumber.parse(new String(digits, StandardCharsets.US_ASCII).replace("\0", ""));
    }
}
