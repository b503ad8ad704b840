package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.time.Instant;

/// Tells a new key from a repetition: some telephones and gateways send one press as two keys. The caller has not
/// heard the question yet that the second one would answer. Belongs to the thread of the call.
final class RepeatedKeys {

    /// A repetition may begin 200 ms after the key. It counts from its end, which is up to 150 ms later.
    static final Duration LIMIT = Duration.ofMillis(350);

    private char lastKey;
    private Instant lastAt = Instant.MIN;

    /// Whether the key counts: it is another key than the last that counted, or at least [#LIMIT] later.
    boolean accept(char key, Instant at) {
        boolean repeated = key == lastKey && !at.isBefore(lastAt) && at.isBefore(lastAt.plus(LIMIT));
        if (!repeated) {
            lastKey = key;
            lastAt = at;
        }
        return !repeated;
    }
}
