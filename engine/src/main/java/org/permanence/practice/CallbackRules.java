package org.permanence.practice;

import java.time.Duration;
import java.util.Set;
import org.permanence.call.Line;
import org.permanence.privacy.PhoneNumber;

/// How a practice calls back callers who asked for it in the queue.
///
/// @param trunk the line over which patients are called
/// @param ringTimeout how long a patient's phone rings
/// @param attempts the number of unanswered calls after which the callback is given up; at least 1
/// @param retryAfter the minimum time from an unanswered call to the next
/// @param countries the countries with ordinary numbers that may be called, such as `FR`; premium-rate numbers are
///     never called
/// @param hours the hours in which patients may be called, in the time zones of their number
public record CallbackRules(
        Line trunk,
        Duration ringTimeout,
        int attempts,
        Duration retryAfter,
        Set<String> countries,
        OutboundHours hours) {

    public CallbackRules {
        countries = Set.copyOf(countries);
        if (ringTimeout.isNegative() || ringTimeout.isZero()) {
            throw new IllegalArgumentException("callback ring-timeout: " + ringTimeout + " (expected: more than 0 s)");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("callback max-attempts: " + attempts + " (expected: 1 or more)");
        }
        if (retryAfter.isNegative()) {
            throw new IllegalArgumentException("callback retry-after: " + retryAfter + " (expected: 0 s or more)");
        }
    }

    /// Whether this number may be called back.
    public boolean allows(PhoneNumber number) {
        return number.isOrdinaryIn(countries);
    }
}
