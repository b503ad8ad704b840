package org.permanence.practice;

import java.time.Duration;
import java.util.Optional;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.CallerStatus;

/// Which callers have called a practice recently.
public interface CallerHistory {

    /// What is known of one caller.
    ///
    /// @param recentCalls how often they called in the practice's window, this call included; 1 if unknown
    /// @param blocked whether the practice has blocked the number
    record Caller(CallerStatus status, int recentCalls, boolean blocked) {

        /// A caller who presents no number.
        public static final Caller ANONYMOUS = new Caller(CallerStatus.ANONYMOUS, 1);

        /// A caller the practice has not blocked.
        public Caller(CallerStatus status, int recentCalls) {
            this(status, recentCalls, false);
        }

        /// The same caller, blocked by the practice.
        public Caller asBlocked() {
            return new Caller(status, recentCalls, true);
        }
    }

    /// Records a call that arrives, and returns what is known of its caller.
    ///
    /// @param number the number presented
    /// @param window how far back calls are counted
    Caller recordCall(PracticeId practice, Optional<PhoneNumber> number, Duration window);
}
