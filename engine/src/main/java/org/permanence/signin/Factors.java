package org.permanence.signin;

import java.util.List;
import java.util.Optional;
import org.permanence.seal.SealedTotpSeed;

/// The factors of a person.
///
/// @param seed            of the one-time codes, once a code has confirmed it
/// @param unconfirmedSeed shown to the person, who has not typed a code yet; it opens nothing
/// @param recoveryCodes   how many are unused
public record Factors(
        Optional<PasswordHash> password,
        Optional<SealedTotpSeed> seed,
        Optional<SealedTotpSeed> unconfirmedSeed,
        int recoveryCodes) {

    static final Factors NONE = new Factors(Optional.empty(), Optional.empty(), Optional.empty(), 0);

    /// The factors that a person has set at once.
    ///
    /// @param step of the code that confirmed the seed; it cannot be used again
    public record Enrolled(PasswordHash password, SealedTotpSeed seed, long step, List<SecretDigest> recoveryCodes) {

        public Enrolled {
            recoveryCodes = List.copyOf(recoveryCodes);
        }
    }
}
