package org.permanence.text;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.regex.Pattern;

/// UUIDs of version 7, which sort by creation time.
public final class TimeOrderedUuid {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern PATTERN =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private TimeOrderedUuid() {}

    /// Creates an id: 48 bits of time in milliseconds, 74 random bits (RFC 9562, section 5.7).
    public static String next(InstantSource clock) {
        long time = (clock.millis() << 16) | 0x7000 | (RANDOM.nextLong() & 0x0fff);
        long rest = 0x8000_0000_0000_0000L | (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL);
        return new UUID(time, rest).toString();
    }

    /// Returns the text if it is such an id.
    ///
    /// @param what what has the id, for the message: `recording`
    /// @throws IllegalArgumentException if the text is not a UUID of version 7 in lower case
    public static String require(String what, String text) {
        if (!PATTERN.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " id: unreadable (expected: a UUID of version 7, lower case)");
        }
        return text;
    }
}
