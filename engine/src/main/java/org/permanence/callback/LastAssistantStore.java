package org.permanence.callback;

import java.time.Instant;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;

/// Stores which assistant talked with a caller last, for some days.
public interface LastAssistantStore {

    /// Stores the assistant who talks with a caller. Replaces an earlier one.
    void remember(PracticeId practice, String callerPseudonym, Login assistant, Instant until);

    /// The assistant who talked with the caller last; empty if there is none or it has expired.
    Optional<Login> find(PracticeId practice, String callerPseudonym, Instant now);

    void forget(PracticeId practice, String callerPseudonym);

    /// Deletes entries that expired before `now`.
    void deleteExpired(Instant now);
}
