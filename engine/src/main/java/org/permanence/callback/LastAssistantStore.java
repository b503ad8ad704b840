package org.permanence.callback;

import java.time.Instant;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;

/// Which assistant spoke with a caller last, for some days.
public interface LastAssistantStore {

    /// Remembers who speaks with a caller, instead of whoever did before.
    void remember(PracticeId practice, String callerPseudonym, Login assistant, Instant until);

    /// Who spoke with the caller last; nothing where nobody did, or it has been remembered for long enough.
    Optional<Login> find(PracticeId practice, String callerPseudonym, Instant now);

    void forget(PracticeId practice, String callerPseudonym);

    /// Forgets what has been remembered for long enough.
    void deleteExpired(Instant now);
}
