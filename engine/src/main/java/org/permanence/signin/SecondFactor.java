package org.permanence.signin;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.permanence.people.PersonId;
import org.permanence.seal.TotpSeeds;

/// Checks the code that a person types after the password: a one-time code or a recovery code. A right code is used
/// up by the check.
public final class SecondFactor {

    /// Which code it was.
    public enum Kind {
        ONE_TIME_CODE,
        RECOVERY_CODE
    }

    private final FactorStore store;
    private final TotpSeeds seeds;
    private final InstantSource clock;
    private final Totp totp = new Totp();

    public SecondFactor(FactorStore store, TotpSeeds seeds, InstantSource clock) {
        this.store = store;
        this.seeds = seeds;
        this.clock = clock;
    }

    /// Uses a code of a person; empty if it is wrong or was used before.
    Optional<Kind> use(PersonId person, Factors factors, String typed) {
        if (factors.seed().isEmpty()) {
            return Optional.empty(); // Recovery codes only replace a factor that the person has.
        }
        Optional<RecoveryCode> recovery = RecoveryCode.read(typed);
        if (recovery.isPresent()) {
            return store.useRecoveryCode(person, recovery.get().digest(), clock.instant())
                    ? Optional.of(Kind.RECOVERY_CODE)
                    : Optional.empty();
        }
        return useOneTimeCode(person, factors, typed) ? Optional.of(Kind.ONE_TIME_CODE) : Optional.empty();
    }

    /// Uses a one-time code of a person.
    ///
    /// @return false if it is wrong or was used before, or the person has no one-time codes
    boolean useOneTimeCode(PersonId person, Factors factors, String typed) {
        if (factors.seed().isEmpty()) {
            return false;
        }
        var seed = seeds.open(person.value(), factors.seed().get());
        OptionalLong step = totp.stepOf(typed.strip(), seed, clock.instant());
        return step.isPresent() && store.useTotpStep(person, step.getAsLong());
    }
}
