package org.permanence.seal;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.UUID;
import java.util.regex.Pattern;

/// The id of a recording: a UUID of version 7, so that ids sort by creation time.
public record RecordingId(String value) {

    private static final Pattern UUID_7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    public RecordingId {
        if (!UUID_7.matcher(value).matches()) {
            throw new IllegalArgumentException("recording id: unreadable (expected: a UUID of version 7, lower case)");
        }
    }

    /// Creates an id: 48 bits of time in milliseconds, 74 random bits (RFC 9562, section 5.7).
    public static RecordingId next(InstantSource clock) {
        var random = ByteBuffer.wrap(Primitives.random(2 * Long.BYTES));
        long time = (clock.millis() << 16) | 0x7000 | (random.getLong() & 0x0fff);
        long rest = 0x8000_0000_0000_0000L | (random.getLong() & 0x3fff_ffff_ffff_ffffL);
        return new RecordingId(new UUID(time, rest).toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
