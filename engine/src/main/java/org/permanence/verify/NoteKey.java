package org.permanence.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A public key that verifies notes: Ed25519 with a name, written `name+id+key` as in C2SP's signed-note.
public final class NoteKey {

    static final int ID_BYTES = 4;

    private static final byte ED25519 = 1;
    private static final int KEY_BYTES = 32;

    /// The bytes before the key in its X.509 encoding (RFC 8410).
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] key;
    private final PublicKey publicKey;

    public NoteKey(String name, byte[] key) {
        if (!name.matches("[!-*,-~]{1,100}") || key.length != KEY_BYTES) {
            throw new VerifyException("note key: " + key.length
                    + " bytes (expected: 32, and a name of 1 to 100 visible characters without '+')");
        }
        this.name = name;
        this.key = key.clone();
        try {
            publicKey =
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(concat(X509_PREFIX, key)));
        } catch (GeneralSecurityException refused) {
            throw new VerifyException("note key: refused (expected: an Ed25519 key)", refused);
        }
    }

    /// A JDK key, with the name that its notes use.
    public static NoteKey of(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        return new NoteKey(
                name, Arrays.copyOfRange(encoded, Math.min(X509_PREFIX.length, encoded.length), encoded.length));
    }

    public static NoteKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        try {
            byte[] encoded = Base64.getDecoder().decode(parts[parts.length - 1]);
            if (parts.length == 3 && encoded.length == KEY_BYTES + 1 && encoded[0] == ED25519) {
                var key = new NoteKey(parts[0], Arrays.copyOfRange(encoded, 1, encoded.length));
                if (HexFormat.of().formatHex(key.id()).equals(parts[1])) {
                    return key;
                }
            }
        } catch (IllegalArgumentException _) {
            // Not base64: refused below.
        }
        throw new VerifyException("note key: malformed (expected: name+id+base64 of an Ed25519 key)");
    }

    public String name() {
        return name;
    }

    /// The first four bytes of SHA-256 over name, line feed, algorithm and key.
    byte[] id() {
        byte[] named = (name + '\n').getBytes(StandardCharsets.UTF_8);
        var text = ByteBuffer.allocate(named.length + 1 + KEY_BYTES);
        text.put(named).put(ED25519).put(key);
        return Arrays.copyOf(TreeHasher.sha256().digest(text.array()), ID_BYTES);
    }

    boolean isSignatureOf(byte[] text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(publicKey);
            ed25519.update(text);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException _) {
            return false; // Not 64 bytes, or not a point of the curve.
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    @Override
    public String toString() {
        byte[] typed = concat(new byte[] {ED25519}, key);
        return name
                + '+'
                + HexFormat.of().formatHex(id())
                + '+'
                + Base64.getEncoder().encodeToString(typed);
    }
}
