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

/// Signs for the installation, with Ed25519. The private key is wrapped by the root key and unwrapped once, when
/// the engine starts. Thread-safe.
public final class InstallationSigner {

    private static final String KEY_NAME = "installation/signer";
    private static final String ALGORITHM = "Ed25519";
    private static final int PUBLIC_BYTES = 32;

    /// The bytes before a public key in its X.509 encoding (RFC 8410).
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final PrivateKey key;
    private final byte[] publicKeyBytes;

    private InstallationSigner(String name, PrivateKey key, byte[] publicKeyBytes) {
        this.name = name;
        this.key = key;
        this.publicKeyBytes = publicKeyBytes;
    }

    /// Opens the installation's signing key, and creates one if there is none.
    ///
    /// @param name the name that verifiers use, such as `permanence.example/audit`
    public static InstallationSigner open(String name, KeyChain keys) {
        if (!name.matches("[!-*,-~]{1,100}")) {
            throw new IllegalArgumentException(
                    "signer: malformed name (expected: 1..100 visible characters without '+')");
        }
        if (!keys.hierarchy().has(KEY_NAME)) {
            keys.hierarchy().create(KEY_NAME, keys.hierarchy().rootName(), generate());
        }
        return keys.hierarchy().withKey(KEY_NAME, bytes -> of(name, bytes));
    }

    /// The public key, then the private one in PKCS#8: Java cannot derive the public key from the private one.
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

    /// The public key: 32 bytes.
    public byte[] publicKey() {
        return publicKeyBytes.clone();
    }

    /// The signature of the message: 64 bytes.
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

    /// Whether the signature of the message belongs to the public key.
    public static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        try {
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(publicKey(publicKey));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // A malformed key or signature.
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
