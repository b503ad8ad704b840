package org.permanence.callback;

import java.time.Instant;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;

/// Which assistant spoke with a caller last, for some days.
public interface LastTalks {

    /// Remembers who speaks with a caller, instead of whoever did before.
    void remember(PracticeId practice, String caller, Login assistant, Instant until);

    /// Who spoke with the caller last; nothing where nobody did, or it has been remembered for long enough.
    Optional<Login> with(PracticeId practice, String caller, Instant now);

    void forget(PracticeId practice, String caller);

    /// Forgets what has been remembered for long enough.
    void forgetOld(Instant now);
}
