package org.permanence.practice;

import java.time.Duration;

/// Whether and how routine callers may leave a message. More urgent callers never may.
///
/// @param whenClosed whether the practice takes messages when closed
/// @param whileQueued whether a caller in the queue may leave a message instead of waiting
/// @param maxLength the longest message, 10 s to 10 min
/// @param unreadAfter the time after which an unread message raises an alarm
/// @param alertsOnCall whether the doctors on call are rung as well
public record MessageRules(
        boolean whenClosed, boolean whileQueued, Duration maxLength, Duration unreadAfter, boolean alertsOnCall) {

    private static final Duration MIN_LENGTH = Duration.ofSeconds(10);
    private static final Duration MAX_LENGTH = Duration.ofMinutes(10);

    /// No messages; the other values are the defaults.
    public static final MessageRules NONE = new MessageRules(false, false, Duration.ofMinutes(2), Duration.ofHours(4));

    /// An unread message raises an alarm, but rings no doctor.
    public MessageRules(boolean whenClosed, boolean whileQueued, Duration maxLength, Duration unreadAfter) {
        this(whenClosed, whileQueued, maxLength, unreadAfter, false);
    }

    public MessageRules {
        if (maxLength.compareTo(MIN_LENGTH) < 0 || maxLength.compareTo(MAX_LENGTH) > 0) {
            throw new IllegalArgumentException("message max-length: " + maxLength + " (expected: 10 s to 10 min)");
        }
        if (unreadAfter.isNegative() || unreadAfter.isZero()) {
            throw new IllegalArgumentException("message unread-after: " + unreadAfter + " (expected: more than 0 s)");
        }
    }
}
