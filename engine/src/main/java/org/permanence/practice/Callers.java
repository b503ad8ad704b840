package org.permanence.practice;

import java.time.Duration;
import java.util.Optional;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.Acquaintance;

/// What is kept of who calls a practice.
public interface Callers {

    /// One caller.
    ///
    /// @param calls how many times they have called in the last minutes, this call included; 1 where nobody knows
    /// @param blocked whether the practice has blocked the number
    record Caller(Acquaintance acquaintance, int calls, boolean blocked) {

        /// Who presents no number.
        public static final Caller ANONYMOUS = new Caller(Acquaintance.ANONYMOUS, 1);

        /// One whom nobody has blocked.
        public Caller(Acquaintance acquaintance, int calls) {
            this(acquaintance, calls, false);
        }

        /// The same one, blocked.
        public Caller butBlocked() {
            return new Caller(acquaintance, calls, true);
        }
    }

    /// Notes a call that arrives, and says what is known of its caller.
    Caller calls(PracticeId practice, Optional<PhoneNumber> number, Duration within);
}
