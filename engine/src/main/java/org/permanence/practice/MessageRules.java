package org.permanence.practice;

import java.time.Duration;

/// Whether callers may leave a practice messages, and how. Whoever is more urgent than routine never may.
///
/// @param whenClosed whether a closed practice takes them
/// @param longest    of what is said
/// @param readWithin the time after which a message that nobody has read is an alarm
public record MessageRules(boolean whenClosed, Duration longest, Duration readWithin) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /// No messages; what would hold for them otherwise.
    public static final MessageRules NONE = new MessageRules(false, Duration.ofMinutes(2), Duration.ofHours(4));

    public MessageRules {
        if (longest.compareTo(SHORTEST) < 0 || longest.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("longest message: " + longest + " (expected: 10 s to 10 min)");
        }
        if (readWithin.isNegative() || readWithin.isZero()) {
            throw new IllegalArgumentException("read within: " + readWithin + " (expected: more than 0 s)");
        }
    }
}
