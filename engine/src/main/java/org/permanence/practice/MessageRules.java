package org.permanence.practice;

import java.time.Duration;

/// Whether callers may leave a practice messages, and how. Whoever is more urgent than routine never may.
///
/// @param whenClosed whether a closed practice takes them
/// @param whenWaiting whether whoever waits may leave one instead
/// @param longest    of what is said
/// @param readWithin the time after which a message that nobody has read is an alarm
/// @param ringsOnCall whether whoever is on call is rung then too
public record MessageRules(
        boolean whenClosed, boolean whenWaiting, Duration longest, Duration readWithin, boolean ringsOnCall) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /// No messages; what would hold for them otherwise.
    public static final MessageRules NONE = new MessageRules(false, false, Duration.ofMinutes(2), Duration.ofHours(4));

    /// A message that nobody has read is an alarm, and no more.
    public MessageRules(boolean whenClosed, boolean whenWaiting, Duration longest, Duration readWithin) {
        this(whenClosed, whenWaiting, longest, readWithin, false);
    }

    public MessageRules {
        if (longest.compareTo(SHORTEST) < 0 || longest.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("longest message: " + longest + " (expected: 10 s to 10 min)");
        }
        if (readWithin.isNegative() || readWithin.isZero()) {
            throw new IllegalArgumentException("read within: " + readWithin + " (expected: more than 0 s)");
        }
    }
}
