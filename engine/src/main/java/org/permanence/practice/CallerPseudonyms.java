package org.permanence.practice;

import java.util.Optional;
import org.permanence.privacy.PhoneNumber;

/// The pseudonyms under which callers are stored: one for each number and practice. Without the practice's key, the
/// number cannot be derived from its pseudonym.
public interface CallerPseudonyms {

    /// Has no pseudonyms.
    CallerPseudonyms NONE = (_, _) -> Optional.empty();

    /// The pseudonym of a number; empty if the keys are unavailable, which must not hold up a call.
    Optional<String> of(PracticeId practice, PhoneNumber number);
}
