package org.permanence.practice;

import java.time.Duration;
import java.util.Set;
import org.permanence.call.Line;
import org.permanence.privacy.PhoneNumber;

/// How a practice calls back whoever asked for it while waiting.
///
/// @param trunk the way to the outside by which patients are rung
/// @param ringTimeout how long a patient's telephone rings
/// @param attempts how many times it is rung before the practice gives up
/// @param retryAfter how long after an attempt in vain the next one may be
/// @param countries where numbers that are rung may be, such as `FR`: nobody makes us ring a costly one
/// @param hours when patients may be rung at all
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
            throw new IllegalArgumentException("callback ring: " + ringTimeout + " (expected: more than 0 s)");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("callback attempts: " + attempts + " (expected: 1 or more)");
        }
        if (retryAfter.isNegative()) {
            throw new IllegalArgumentException("callback retry: " + retryAfter + " (expected: 0 s or more)");
        }
    }

    /// Whether a caller may be called back at this number.
    public boolean allows(PhoneNumber number) {
        return number.isOrdinaryIn(countries);
    }
}
