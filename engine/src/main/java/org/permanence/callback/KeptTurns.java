package org.permanence.callback;

import java.time.Instant;
import java.util.Optional;
import org.permanence.practice.PracticeId;
import org.permanence.queue.KeptTurn;

/// The turns of callers who were cut off, for some minutes.
public interface KeptTurns {

    /// Keeps a caller's turn, instead of an older one.
    void keep(PracticeId practice, String caller, KeptTurn turn, Instant until);

    /// Gives it out, once; nothing where none is kept, or it has been kept for long enough.
    Optional<KeptTurn> take(PracticeId practice, String caller, Instant now);

    /// Forgets those that have been kept for long enough.
    void forgetOld(Instant now);
}
