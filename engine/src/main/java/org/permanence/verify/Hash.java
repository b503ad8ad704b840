package org.permanence.verify;

import java.util.Arrays;
import java.util.Base64;

/// A SHA-256 digest of an entry, a subtree or the whole tree.
public final class Hash {

    static final int BYTES = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new VerifyException("digest: " + bytes.length + " bytes (expected: " + BYTES + ")");
        }
        return new Hash(bytes.clone());
    }

    public static Hash parse(String base64) {
        try {
            return of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException noBase64) {
            throw new VerifyException("digest: not base64 (expected: 44 characters of base64)", noBase64);
        }
    }

    /// Wraps the bytes without a copy: only for digests that no other code can change.
    static Hash wrapping(byte[] bytes) {
        return new Hash(bytes);
    }

    byte[] shared() {
        return bytes;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Base64, as in a checkpoint.
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
