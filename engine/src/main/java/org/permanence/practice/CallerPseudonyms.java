package org.permanence.practice;

import java.util.Optional;
import org.permanence.privacy.PhoneNumber;

/// What a caller is called in the house's books: a pseudonym, one for each number and practice. Nobody finds the
/// number by it without the practice's key.
public interface CallerPseudonyms {

    /// No caller has a name.
    CallerPseudonyms NONE = (_, _) -> Optional.empty();

    /// The pseudonym of a number; nothing where the keys are away, which must not hold up a call.
    Optional<String> of(PracticeId practice, PhoneNumber number);
}
