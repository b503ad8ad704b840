package org.permanence.breakglass;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.breakglass.BreakGlass.Verdict;
import org.permanence.practice.PracticeId;

/// When break-glass access is not opened, and not reviewed. Pure functions.
///
/// 1. A person has one open access to a practice at most.
/// 2. A person opens ten accesses in 24 hours at most.
/// 3. No person reviews their own access.
/// 4. An access is reviewed once.
/// 5. An open access is not found justified: more may still be read under it.
final class BreakGlassRules {

    static final int MAX_A_DAY = 10;

    private BreakGlassRules() {}

    /// Why no access is opened; empty if it is.
    ///
    /// @param ofLastDay the person's accesses that were opened less than 24 hours ago
    static Optional<String> whyNotOpened(List<BreakGlass> ofLastDay, PracticeId practice, Instant now) {
        Optional<BreakGlass> open = ofLastDay.stream()
                .filter(known -> known.practice().equals(practice) && known.isOpen(now))
                .findFirst();
        if (open.isPresent()) {
            return Optional.of("access " + open.get().id() + " is open until "
                    + open.get().endsAt() + " (expected: use it, or wait until then)");
        }
        return ofLastDay.size() >= MAX_A_DAY
                ? Optional.of(ofLastDay.size() + " in the last 24 hours (expected: fewer than " + MAX_A_DAY + ")")
                : Optional.empty();
    }

    /// Why an access is not reviewed so; empty if it is.
    static Optional<String> whyNotReviewed(BreakGlass access, String reviewer, Verdict verdict, Instant now) {
        if (access.opener().value().equals(reviewer)) {
            return Optional.of("your own (expected: another person)");
        }
        if (access.review().isPresent()) {
            return Optional.of("has been reviewed (expected: one without a review)");
        }
        return verdict == Verdict.JUSTIFIED && access.isOpen(now)
                ? Optional.of("open until " + access.endsAt()
                        + " (expected: after that; or unjustified, which ends it at once)")
                : Optional.empty();
    }
}
