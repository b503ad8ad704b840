package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;

/// Pseudonyms of phone numbers: the same for each call to a practice, and different for each practice. 128 bits of
/// HMAC-SHA-256 under a key of the practice. A plain hash would not hide a number, because all numbers can be
/// tried.
public final class Pseudonyms {

    private static final int BYTES = 16;

    private final KeyChain keys;

    public Pseudonyms(KeyChain keys) {
        this.keys = keys;
    }

    /// The pseudonym of a number at a practice: 32 lower-case hex digits.
    public String of(PracticeId practice, PhoneNumber number) {
        return keys.withPseudonymKey(practice, key -> pseudonym(key, number));
    }

    /// The pseudonym of a number that is the same at all practices of the installation: for limits that an abuser
    /// must not multiply by calling several practices. Keep nothing under it longer than the limit needs.
    public String atAllPractices(PhoneNumber number) {
        return keys.withInstallationPseudonymKey(key -> pseudonym(key, number));
    }

    private static String pseudonym(byte[] key, PhoneNumber number) {
        byte[] digits = number.digits().getBytes(StandardCharsets.US_ASCII);
        try {
            return HexFormat.of().formatHex(Arrays.copyOf(Primitives.hmacSha256(key, digits), BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
