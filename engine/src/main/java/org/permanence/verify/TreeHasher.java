package org.permanence.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The two hashes of RFC 6962, section 2.1, which cannot confuse a leaf with a node. Not thread-safe.
public final class TreeHasher {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("SHA-256: absent (expected: in each JDK)", absent);
        }
    }

    public Hash leaf(byte[] entry) {
        sha256.update(LEAF);
        return Hash.wrapping(sha256.digest(entry));
    }

    public Hash node(Hash left, Hash right) {
        sha256.update(NODE);
        sha256.update(left.shared());
        return Hash.wrapping(sha256.digest(right.shared()));
    }

    public Hash empty() {
        return Hash.wrapping(sha256.digest());
    }
}
