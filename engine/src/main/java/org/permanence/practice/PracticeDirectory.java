package org.permanence.practice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.privacy.PhoneNumber;

/// The practices this house answers for, as the configuration last said.
public interface PracticeDirectory {

    Optional<Practice> findByNumber(PhoneNumber did);

    Optional<Practice> find(PracticeId id);

    /// A number of its own, which a telephone shows that is rung for it.
    Optional<PhoneNumber> numberOf(PracticeId id);

    /// Who is rung now for whoever cannot wait, each line once; nobody, where the practice has no rota. As its file
    /// says, where nobody is known to replace them.
    default List<Line> onCallAt(Practice practice, Instant moment) {
        return practice.onCallAt(moment);
    }
}
