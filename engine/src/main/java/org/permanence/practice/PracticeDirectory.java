package org.permanence.practice;

import java.util.Optional;
import org.permanence.privacy.PhoneNumber;

/// The practices this house answers for, as the configuration last said.
public interface PracticeDirectory {

    Optional<Practice> answering(PhoneNumber did);

    Optional<Practice> named(PracticeId id);
}
