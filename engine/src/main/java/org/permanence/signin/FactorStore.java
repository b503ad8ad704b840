package org.permanence.signin;

import java.time.Instant;
import org.permanence.people.PersonId;
import org.permanence.seal.SealedTotpSeed;

/// Stores the factors of people. All methods throw [org.permanence.queue.StoreUnavailableException] during an
/// outage.
public interface FactorStore {

    /// The factors of a person. Those of a person without any are empty.
    Factors find(PersonId person);

    /// Stores a password, in place of the earlier one.
    void savePassword(PersonId person, PasswordHash hash, Instant at);

    /// Stores a seed that no code has confirmed yet, in place of the earlier unconfirmed one.
    void saveUnconfirmedSeed(PersonId person, SealedTotpSeed seed, Instant at);

    /// Stores the factors of a person: the password, the seed that was stored as unconfirmed, whose first code was
    /// that of `step`, and the digests of the recovery codes. Earlier factors are deleted, passkeys too.
    void enrol(PersonId person, Factors.Enrolled factors, Instant at);

    /// Uses a step of the person's one-time codes, and all before it.
    ///
    /// @return false if it was used before, also by another engine at the same moment
    boolean useTotpStep(PersonId person, long step);

    /// Uses a recovery code.
    ///
    /// @return false if it is none of the person's, or was used before, also at the same moment
    boolean useRecoveryCode(PersonId person, SecretDigest code, Instant at);

    /// Deletes all factors of a person, their passkeys too.
    void deleteAll(PersonId person);
}
