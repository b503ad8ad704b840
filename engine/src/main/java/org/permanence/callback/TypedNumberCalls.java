package org.permanence.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Limits the calls to a number that only a caller typed: a prank must not make the engine ring a stranger all day.
/// The limit counts the calls of all practices.
public interface TypedNumberCalls {

    /// How many calls to one number are allowed within [#PERIOD].
    int LIMIT = 3;

    Duration PERIOD = Duration.ofDays(1);

    /// Takes one of the allowed calls.
    ///
    /// @param numberPseudonym the pseudonym of the number at all practices
    /// @return empty if the number may be called now; else when it may be called again
    Optional<Instant> take(String numberPseudonym, Instant now);

    /// Deletes calls that no longer count.
    void deleteExpired(Instant now);
}
