package org.permanence.practice;

import java.time.Duration;
import java.util.Optional;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.CallerStatus;

/// What is kept of who calls a practice.
public interface CallerHistory {

    /// One caller.
    ///
    /// @param recentCalls how many times they have called in the last minutes, this call included; 1 where nobody
    /// knows
    /// @param blocked whether the practice has blocked the number
    record Caller(CallerStatus status, int recentCalls, boolean blocked) {

        /// Who presents no number.
        public static final Caller ANONYMOUS = new Caller(CallerStatus.ANONYMOUS, 1);

        /// One whom nobody has blocked.
        public Caller(CallerStatus status, int recentCalls) {
            this(status, recentCalls, false);
        }

        /// The same one, blocked.
        public Caller asBlocked() {
            return new Caller(status, recentCalls, true);
        }
    }

    /// Notes a call that arrives, and says what is known of its caller.
    Caller recordCall(PracticeId practice, Optional<PhoneNumber> number, Duration window);
}
