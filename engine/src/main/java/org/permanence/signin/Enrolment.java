package org.permanence.signin;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.permanence.people.PersonId;
import org.permanence.seal.TotpSeed;
import org.permanence.seal.TotpSeeds;

/// Sets the factors of a person who accepts an invitation: first the engine shows a seed, then the person sends a
/// password and the first code. Until then the seed opens nothing.
public final class Enrolment {

    /// The outcome of the second step.
    public sealed interface Outcome {

        /// The factors are stored.
        ///
        /// @param recoveryCodes to show once
        record Enrolled(List<RecoveryCode> recoveryCodes) implements Outcome {
            public Enrolled {
                recoveryCodes = List.copyOf(recoveryCodes);
            }
        }

        record PasswordRefused(PasswordRefusal refusal) implements Outcome {}

        /// The code is not one of the seed that was shown last, or none was shown.
        record WrongCode() implements Outcome {}

        /// Too many others sign in at the moment. Nothing was stored.
        record Busy() implements Outcome {}
    }

    private final FactorStore store;
    private final PasswordRules rules;
    private final PasswordHasher hasher;
    private final TotpSeeds seeds;
    private final InstantSource clock;
    private final Totp totp = new Totp();

    public Enrolment(
            FactorStore store, PasswordRules rules, PasswordHasher hasher, TotpSeeds seeds, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.hasher = hasher;
        this.seeds = seeds;
        this.clock = clock;
    }

    /// Makes the seed to show to the person, in place of one that was shown before.
    public TotpSeed begin(PersonId person) {
        var seed = TotpSeed.generate();
        store.saveUnconfirmedSeed(person, seeds.seal(person.value(), seed), clock.instant());
        return seed;
    }

    /// Stores the factors, and makes the recovery codes. Earlier factors of the person are replaced.
    public Outcome finish(PersonId person, Password password, String code) {
        Optional<PasswordRefusal> refusal = rules.refusal(password);
        if (refusal.isPresent()) {
            return new Outcome.PasswordRefused(refusal.get());
        }
        var shown = store.find(person).unconfirmedSeed();
        OptionalLong step = shown.isEmpty()
                ? OptionalLong.empty()
                : totp.stepOf(code.strip(), seeds.open(person.value(), shown.get()), clock.instant());
        if (step.isEmpty()) {
            return new Outcome.WrongCode();
        }
        Optional<PasswordHash> hash = hasher.hash(password);
        if (hash.isEmpty()) {
            return new Outcome.Busy();
        }
        List<RecoveryCode> codes = RecoveryCode.generateAll();
        store.enrol(
                person,
                new Factors.Enrolled(
                        hash.get(),
                        shown.get(),
                        step.getAsLong(),
                        codes.stream().map(RecoveryCode::digest).toList()),
                clock.instant());
        return new Outcome.Enrolled(codes);
    }
}
