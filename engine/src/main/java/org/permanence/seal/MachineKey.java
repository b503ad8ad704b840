package org.permanence.seal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// The public key of a machine that signs in: Ed25519 (RFC 8032). The machine keeps the private key in a file.
///
/// @param text X.509 in Base64
public record MachineKey(String text) {

    private static final String ALGORITHM = "Ed25519";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";

    /// A new key and its private key.
    ///
    /// @param privateKey PKCS #8 in PEM
    public record Pair(MachineKey key, String privateKey) {

        @Override
        public String toString() {
            return "[machine key]";
        }
    }

    /// @throws IllegalArgumentException if it is no such key
    public MachineKey {
        var _ = read(text);
    }

    /// Makes a key.
    public static Pair generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new Pair(
                    new MachineKey(
                            Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())),
                    BEGIN + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + END);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Signs a text.
    ///
    /// @param privateKey PKCS #8 in PEM
    /// @return in Base64
    /// @throws IllegalArgumentException if it is no such key
    public static String sign(String privateKey, byte[] text) {
        try {
            byte[] key = Base64.getMimeDecoder().decode(privateKey.replaceAll("-----[A-Z ]+-----", ""));
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(key)));
            signature.update(text);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException _) { // The message may quote the key.
            throw new IllegalArgumentException("key: unreadable (expected: an Ed25519 private key, PKCS #8 in PEM)");
        }
    }

    /// Whether the private key has made this signature of the text.
    ///
    /// @param signature in Base64
    public boolean verifies(byte[] signed, String signature) {
        try {
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(read(text));
            check.update(signed);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false; // The signature has another length or form.
        }
    }

    private static PublicKey read(String text) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IllegalArgumentException("key: unreadable (expected: an Ed25519 public key, X.509 in Base64)");
        }
    }
}
