package org.permanence.signin.passkey;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.permanence.people.PersonId;

/// Decides about the proof of a passkey:
///
/// 1. The challenge is used up, whatever follows. It must have been given for this purpose, at most two minutes
///   ago.
/// 2. The passkey is known, and its authenticator knows it as that person's.
/// 3. Origin, relying party, user verification and signature are right.
/// 4. The counter went on. It is stored in the same step, so two copies of a passkey cannot both use one value.
public final class PasskeyCheck {

    private final PasskeyChallenges challenges;
    private final PasskeyVerifier verifier;
    private final PasskeyStore store;
    private final InstantSource clock;

    public PasskeyCheck(
            PasskeyChallenges challenges, PasskeyVerifier verifier, PasskeyStore store, InstantSource clock) {
        this.challenges = challenges;
        this.verifier = verifier;
        this.store = store;
        this.clock = clock;
    }

    /// The passkey that a proof names, proved or not.
    Optional<Passkey> find(PasskeyProof proof) {
        return store.find(proof.credential());
    }

    /// Why the proof is refused; empty if it is right. A right proof counts once.
    ///
    /// @param known as [#find] found it
    Optional<PasskeyFault> refusal(PasskeyChallenges.Purpose purpose, PasskeyProof proof, Optional<Passkey> known) {
        if (!challenges.use(purpose, proof.challenge())) {
            return Optional.of(PasskeyFault.CHALLENGE);
        }
        if (known.isEmpty() || !proof.userHandle().equals(userHandle(known.get().person()))) {
            return Optional.of(PasskeyFault.UNKNOWN);
        }
        return switch (verifier.verify(proof, known.get().credential())) {
            case PasskeyVerifier.Verdict.Wrong<Long>(var fault) -> Optional.of(fault);
            case PasskeyVerifier.Verdict.Right<Long>(var counter) ->
                store.use(known.get().id(), counter, clock.instant())
                        ? Optional.empty()
                        : Optional.of(PasskeyFault.COUNTER);
        };
    }

    /// The new passkey of a person, unless the challenge or what was made is refused.
    PasskeyVerifier.Verdict<PasskeyCredential> checkNew(PersonId person, NewPasskey made) {
        if (!challenges.use(new PasskeyChallenges.Purpose.NewPasskey(person), made.challenge())) {
            return new PasskeyVerifier.Verdict.Wrong<>(PasskeyFault.CHALLENGE);
        }
        var verdict = verifier.verifyNew(made);
        return verdict instanceof PasskeyVerifier.Verdict.Right<PasskeyCredential>(var credential)
                        && store.find(credential.id()).isPresent()
                ? new PasskeyVerifier.Verdict.Wrong<>(PasskeyFault.FORMAT) // No authenticator makes an id twice.
                : verdict;
    }

    /// How authenticators know a person: the bytes of their id, in base64url. It says nothing about them.
    static String userHandle(PersonId person) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(person.value().getBytes(StandardCharsets.US_ASCII));
    }
}
