package org.permanence.seal;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The cryptographic primitives, one implementation of each, tested against the vectors of Wycheproof.
final class Primitives {

    static final int KEY_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Primitives() {}

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // Every JDK has it.
        }
    }

    static byte[] hmacSha256(byte[] key, byte[] message) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    static byte[] hkdfSha256(byte[] secret, byte[] salt, byte[] info, int bytes) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(secret)
                        .addSalt(salt)
                        .thenExpand(info, bytes));
    }

    /// Encrypts with AES-256-GCM under a random nonce.
    ///
    /// @return 12 bytes of nonce, the ciphertext, 16 bytes of tag
    static byte[] wrap(byte[] key, byte[] secret, byte[] associated) throws GeneralSecurityException {
        return new AesGcmJce(key).encrypt(secret, associated);
    }

    static byte[] unwrap(byte[] key, byte[] wrapped, byte[] associated) throws GeneralSecurityException {
        return new AesGcmJce(key).decrypt(wrapped, associated);
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
