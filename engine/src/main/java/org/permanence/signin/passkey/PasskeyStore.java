package org.permanence.signin.passkey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.people.PersonId;
import org.permanence.seal.SealedName;
import org.permanence.signin.SecretDigest;

/// Stores the passkeys of people, and which challenges were used. All methods throw
/// [org.permanence.queue.StoreUnavailableException] during an outage.
public interface PasskeyStore {

    /// What became of a removal.
    enum Removal {
        REMOVED,
        /// The person has no such passkey.
        UNKNOWN,
        /// It is the last passkey of a person without password and one-time codes.
        LAST_FACTOR
    }

    /// Inserts a passkey, whose credential no row has.
    void save(Passkey passkey);

    /// The passkey with the authenticator's id.
    Optional<Passkey> find(String credential);

    /// The passkeys of a person, oldest first.
    List<Passkey> ofPerson(PersonId person);

    /// Stores a use.
    ///
    /// @param counter of the authenticator at that use
    /// @return false, without any change, if the passkey was removed, or the stored counter is not lower. A counter
    ///     of 0 follows a stored 0
    boolean use(PasskeyId passkey, long counter, Instant at);

    /// Gives a passkey another name.
    ///
    /// @return false if the person has no such passkey
    boolean rename(PersonId person, PasskeyId passkey, SealedName name);

    /// Removes a passkey unless the person could not sign in any more, also when another one is removed at the same
    /// moment.
    Removal remove(PersonId person, PasskeyId passkey);

    /// Uses a challenge up, on all engines, and forgets those that have ended.
    ///
    /// @param endsAt from when on the challenge is too old anyhow
    /// @return false if it was used before, also at the same moment
    boolean useChallenge(SecretDigest challenge, Instant endsAt, Instant now);
}
