package org.permanence.seal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The house's signature, Ed25519, under what it says of its log. The private key lies under the root key and is
/// opened once, at the start. Safe for many threads.
public final class InstallationSigner {

    private static final String KEY_NAME = "installation/signer";
    private static final String ALGORITHM = "Ed25519";
    private static final int PUBLIC_BYTES = 32;

    /// What stands before the 32 bytes of a public key in its X.509 form (RFC 8410).
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final PrivateKey key;
    private final byte[] publicKeyBytes;

    private InstallationSigner(String name, PrivateKey key, byte[] publicKeyBytes) {
        this.name = name;
        this.key = key;
        this.publicKeyBytes = publicKeyBytes;
    }

    /// Opens the house's signing key, and makes one if there is none.
    ///
    /// @param name as verifiers know it, such as `permanence.example/audit`
    public static InstallationSigner open(String name, KeyChain keys) {
        if (!name.matches("[!-*,-~]{1,100}")) {
            throw new IllegalArgumentException("signer: no name (expected: 1..100 visible characters without '+')");
        }
        if (!keys.hierarchy().has(KEY_NAME)) {
            keys.hierarchy().create(KEY_NAME, keys.hierarchy().rootName(), generate());
        }
        return keys.hierarchy().withKey(KEY_NAME, bytes -> of(name, bytes));
    }

    /// The public key, then the private one in PKCS#8: Java cannot tell one from the other.
    private static byte[] generate() {
        try {
            var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] x509 = pair.getPublic().getEncoded();
            byte[] pkcs8 = pair.getPrivate().getEncoded();
            byte[] both = Arrays.copyOf(
                    Arrays.copyOfRange(x509, x509.length - PUBLIC_BYTES, x509.length), PUBLIC_BYTES + pkcs8.length);
            System.arraycopy(pkcs8, 0, both, PUBLIC_BYTES, pkcs8.length);
            return both;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InstallationSigner of(String name, byte[] both) {
        try {
            byte[] pkcs8 = Arrays.copyOfRange(both, PUBLIC_BYTES, both.length);
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new InstallationSigner(name, key, Arrays.copyOf(both, PUBLIC_BYTES));
        } catch (GeneralSecurityException bad) {
            throw new SealException(SealFailure.KEY_UNREADABLE, "signer: unreadable (expected: Ed25519)", bad);
        }
    }

    public String name() {
        return name;
    }

    /// The public key, raw: 32 bytes.
    public byte[] publicKey() {
        return publicKeyBytes.clone();
    }

    /// Signs: 64 bytes.
    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Whether somebody who has that public key signed this.
    public static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        try {
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(publicKey(publicKey));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // A key or a signature of another form proves nothing.
        }
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] x509 = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + raw.length);
        System.arraycopy(raw, 0, x509, X509_PREFIX.length, raw.length);
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509));
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
