package org.permanence.signin.passkey;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.permanence.people.PersonId;
import org.permanence.seal.SignedChallenges;
import org.permanence.signin.SecretDigest;
import org.permanence.signin.SessionId;

/// What authenticators sign. A challenge is signed itself, so nothing is stored until it is used, and requests of
/// strangers fill no memory. It counts once, for its purpose, for two minutes, on every engine.
public final class PasskeyChallenges {

    /// How long a challenge counts.
    public static final Duration LIFETIME = Duration.ofMinutes(2);

    /// What a challenge is for: it is worth nothing for anything else.
    public sealed interface Purpose {

        record SignIn() implements Purpose {}

        record StepUp(SessionId session) implements Purpose {}

        record NewPasskey(PersonId person) implements Purpose {}

        /// The words that are signed.
        default String[] words() {
            return switch (this) {
                case SignIn() -> new String[] {"sign-in"};
                case StepUp(var session) -> new String[] {"step-up", session.value()};
                case NewPasskey(var person) -> new String[] {"new-passkey", person.value()};
            };
        }
    }

    private final SignedChallenges signed;
    private final PasskeyStore store;
    private final InstantSource clock;

    public PasskeyChallenges(SignedChallenges signed, PasskeyStore store, InstantSource clock) {
        this.signed = signed;
        this.store = store;
        this.clock = clock;
    }

    /// A new challenge in base64url.
    String give(Purpose purpose) {
        return signed.issue(clock.instant(), purpose.words());
    }

    /// Uses a challenge up, whatever comes of the attempt.
    ///
    /// @return whether it was given for that purpose, not more than two minutes ago, and not used before
    boolean use(Purpose purpose, String challenge) {
        Instant now = clock.instant();
        return signed.issuedAt(challenge, purpose.words())
                .filter(given -> !now.isBefore(given) && now.isBefore(given.plus(LIFETIME)))
                .filter(given -> store.useChallenge(SecretDigest.of(challenge), given.plus(LIFETIME), now))
                .isPresent();
    }
}
