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
    record Caller(Acquaintance acquaintance, int calls) {

        /// Who presents no number.
        public static final Caller ANONYMOUS = new Caller(Acquaintance.ANONYMOUS, 1);
    }

    /// Notes a call that arrives, and says what is known of its caller.
    Caller calls(PracticeId practice, Optional<PhoneNumber> number, Duration within);
}
