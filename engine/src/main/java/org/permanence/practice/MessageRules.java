package org.permanence.practice;

import java.time.Duration;

/// Whether callers may leave a practice messages, and how. Whoever is more urgent than routine never may.
///
/// @param whenClosed whether a closed practice takes them
/// @param whileQueued whether whoever waits may leave one instead
/// @param maxLength    of what is said
/// @param readWithin the time after which a message that nobody has read is an alarm
/// @param alertsOnCall whether whoever is on call is rung then too
public record MessageRules(
        boolean whenClosed, boolean whileQueued, Duration maxLength, Duration readWithin, boolean alertsOnCall) {

    private static final Duration MIN_LENGTH = Duration.ofSeconds(10);
    private static final Duration MAX_LENGTH = Duration.ofMinutes(10);

    /// No messages; what would hold for them otherwise.
    public static final MessageRules NONE = new MessageRules(false, false, Duration.ofMinutes(2), Duration.ofHours(4));

    /// A message that nobody has read is an alarm, and no more.
    public MessageRules(boolean whenClosed, boolean whileQueued, Duration maxLength, Duration readWithin) {
        this(whenClosed, whileQueued, maxLength, readWithin, false);
    }

    public MessageRules {
        if (maxLength.compareTo(MIN_LENGTH) < 0 || maxLength.compareTo(MAX_LENGTH) > 0) {
            throw new IllegalArgumentException("longest message: " + maxLength + " (expected: 10 s to 10 min)");
        }
        if (readWithin.isNegative() || readWithin.isZero()) {
            throw new IllegalArgumentException("read within: " + readWithin + " (expected: more than 0 s)");
        }
    }
}
