package org.permanence.seal;

import java.util.Arrays;

/// The key of one recording, used to seal once. It never prints itself, and its bytes do not leave this package.
/// Closing overwrites our copy. A cipher's copies disappear when the cipher is garbage-collected.
public final class DataKey implements AutoCloseable {

    private final byte[] bytes;
    private boolean closed;

    private DataKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static DataKey generate() {
        return new DataKey(Primitives.random(Primitives.KEY_BYTES));
    }

    /// Takes ownership of the bytes: the caller must not keep them.
    static DataKey of(byte[] bytes) {
        if (bytes.length != Primitives.KEY_BYTES) {
            throw new SealException(SealFailure.KEY_UNREADABLE, "data key: " + bytes.length + " bytes (expected: 32)");
        }
        return new DataKey(bytes);
    }

    byte[] bytes() {
        if (closed) {
            throw new IllegalStateException("data key: closed (expected: open)");
        }
        return bytes;
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
