package org.permanence.signin.passkey;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Optional;
import org.permanence.people.PersonId;
import org.permanence.seal.SealedName;

/// A passkey of a person: both factors in one, because the authenticator verifies its user each time.
///
/// @param name   that the person gave it, encrypted
/// @param usedAt the last sign-in or step-up with it; empty: none yet
public record Passkey(
        PasskeyId id,
        PersonId person,
        SealedName name,
        PasskeyCredential credential,
        Instant addedAt,
        Optional<Instant> usedAt) {

    /// Truncates the times to microseconds, the precision of the store.
    public Passkey {
        addedAt = addedAt.truncatedTo(MICROS);
        usedAt = usedAt.map(time -> time.truncatedTo(MICROS));
    }
}
