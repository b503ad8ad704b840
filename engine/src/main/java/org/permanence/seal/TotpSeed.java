package org.permanence.seal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/// The secret that an authenticator app and the engine share: 160 random bits, the size of the hash (RFC 4226,
/// section 4). Never prints itself.
public final class TotpSeed {

    static final int BYTES = 20;

    private static final String ALGORITHM = "HmacSHA1";
    private static final String ISSUER = "Permanence";

    private final byte[] bytes;

    private TotpSeed(byte[] bytes) {
        this.bytes = bytes;
    }

    public static TotpSeed generate() {
        return of(Primitives.random(BYTES));
    }

    /// A seed that a test or an import knows.
    public static TotpSeed of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("seed: " + bytes.length + " bytes (expected: " + BYTES + ")");
        }
        return new TotpSeed(bytes.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// The key for HMAC-SHA-1, which every authenticator app supports.
    public Key key() {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    /// The seed to type into an app: 32 characters of base32. Show it once.
    public String text() {
        return Base32.toBase32String(bytes);
    }

    /// The address that an app reads from a QR code, as Google Authenticator defined it. Show it once.
    ///
    /// @param login of the account, which the app shows
    public String address(String login) {
        String name = URLEncoder.encode(login, StandardCharsets.UTF_8);
        return "otpauth://totp/" + ISSUER + ":" + name + "?secret=" + text() + "&issuer=" + ISSUER
                + "&algorithm=SHA1&digits=6&period=30";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TotpSeed that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "[seed]";
    }
}
