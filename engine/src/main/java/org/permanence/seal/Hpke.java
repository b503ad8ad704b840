package org.permanence.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/// HPKE (RFC 9180, base mode) with X25519, HKDF-SHA256 and AES-256-GCM, without Tink's prefix, so that any other
/// HPKE implementation can decrypt.
final class Hpke {

    private static final HpkeParameters SUITE = suite();

    private Hpke() {}

    private static HpkeParameters suite() {
        try {
            return HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @AccessesPartialKey
    static HpkePublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
        return HpkePublicKey.create(SUITE, Bytes.copyFrom(bytes), null);
    }

    @AccessesPartialKey
    static HpkePrivateKey privateKey(byte[] publicBytes, byte[] privateBytes) throws GeneralSecurityException {
        return HpkePrivateKey.create(
                publicKey(publicBytes), SecretBytes.copyFrom(privateBytes, InsecureSecretKeyAccess.get()));
    }

    static byte[] encrypt(HpkePublicKey recipient, byte[] secret, byte[] info) throws GeneralSecurityException {
        return primitive(recipient, HybridEncrypt.class).encrypt(secret, info);
    }

    static byte[] decrypt(HpkePrivateKey key, byte[] ciphertext, byte[] info) throws GeneralSecurityException {
        return primitive(key, HybridDecrypt.class).decrypt(ciphertext, info);
    }

    private static <P> P primitive(Key key, Class<P> type) throws GeneralSecurityException {
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withFixedId(1).makePrimary())
                .build()
                .getPrimitive(HybridConfig2026.get(), type);
    }
}
