package org.permanence.practice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.privacy.PhoneNumber;

/// The practices of this installation, as last configured.
public interface PracticeDirectory {

    Optional<Practice> findByNumber(PhoneNumber did);

    Optional<Practice> find(PracticeId id);

    /// A number of the practice, shown as caller id on phones that ring for it.
    Optional<PhoneNumber> numberOf(PracticeId id);

    /// The lines that are on call, in the order of ringing, each once; none if the practice has no rota. Without a
    /// store of overrides, the rota of the practice file.
    default List<Line> onCallAt(Practice practice, Instant moment) {
        return practice.onCallAt(moment);
    }
}
