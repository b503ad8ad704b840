package org.permanence.seal;

import java.security.GeneralSecurityException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A key for HMAC-SHA-256 that is unwrapped once and kept. Strangers cause such signatures, and to unwrap a key
/// takes the lock that calls wait for too. What it signs opens nothing. Thread-safe.
final class MacKey {

    private final Function<Function<byte[], byte[]>, byte[]> unwrap;
    private volatile byte @Nullable [] key;

    /// @param unwrap calls the given function with the key, and returns its result
    MacKey(Function<Function<byte[], byte[]>, byte[]> unwrap) {
        this.unwrap = unwrap;
    }

    byte[] sign(byte[] message) {
        try {
            return Primitives.hmacSha256(key(), message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // Every JDK has it.
        }
    }

    private byte[] key() {
        byte[] known = key;
        if (known == null) {
            known = unwrap.apply(byte[]::clone);
            key = known;
        }
        return known;
    }
}
