package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;

/// Pseudonyms of phone numbers: the same for each call to a practice, and different for each practice. 128 bits of
/// HMAC-SHA-256 under the practice's key. A plain hash would not hide a number, because all numbers can be tried.
public final class Pseudonyms {

    private static final int BYTES = 16;

    private final KeyChain keys;

    public Pseudonyms(KeyChain keys) {
        this.keys = keys;
    }

    /// The pseudonym of a number at a practice: 32 lower-case hex digits.
    public String of(PracticeId practice, PhoneNumber number) {
        byte[] digits = number.digits().getBytes(StandardCharsets.US_ASCII);
        return keys.withPseudonymKey(practice, key -> {
            try {
                return HexFormat.of().formatHex(Arrays.copyOf(Primitives.hmacSha256(key, digits), BYTES));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }
}
