package org.permanence.testing;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.people.PersonId;
import org.permanence.seal.SealedName;
import org.permanence.signin.FactorStore;
import org.permanence.signin.SecretDigest;
import org.permanence.signin.passkey.Passkey;
import org.permanence.signin.passkey.PasskeyCredential;
import org.permanence.signin.passkey.PasskeyId;
import org.permanence.signin.passkey.PasskeyStore;

/// The passkey store in memory, with the guarantees of the real one. Thread-safe.
public final class InMemoryPasskeyStore implements PasskeyStore {

    private final FactorStore factors;
    private final Map<PasskeyId, Passkey> rows = new LinkedHashMap<>();
    private final Set<SecretDigest> usedChallenges = new HashSet<>();

    /// @param factors the passwords and codes of the same people
    public InMemoryPasskeyStore(FactorStore factors) {
        this.factors = factors;
    }

    @Override
    public synchronized void save(Passkey passkey) {
        rows.put(passkey.id(), passkey);
    }

    @Override
    public synchronized Optional<Passkey> find(String credential) {
        return rows.values().stream()
                .filter(passkey -> passkey.credential().id().equals(credential))
                .findFirst();
    }

    @Override
    public synchronized List<Passkey> ofPerson(PersonId person) {
        return rows.values().stream()
                .filter(passkey -> passkey.person().equals(person))
                .toList();
    }

    @Override
    public synchronized boolean use(PasskeyId passkey, long counter, Instant at) {
        Passkey known = rows.get(passkey);
        if (known == null
                || counter < known.credential().counter()
                || (counter == known.credential().counter() && counter > 0)) {
            return false;
        }
        var credential = known.credential();
        rows.put(
                passkey,
                new Passkey(
                        passkey,
                        known.person(),
                        known.name(),
                        new PasskeyCredential(
                                credential.id(), credential.publicKey(), credential.backupEligible(), counter),
                        known.addedAt(),
                        Optional.of(at)));
        return true;
    }

    @Override
    public synchronized boolean rename(PersonId person, PasskeyId passkey, SealedName name) {
        Optional<Passkey> known = own(person, passkey);
        known.ifPresent(old ->
                rows.put(passkey, new Passkey(passkey, person, name, old.credential(), old.addedAt(), old.usedAt())));
        return known.isPresent();
    }

    @Override
    public synchronized Removal remove(PersonId person, PasskeyId passkey) {
        if (own(person, passkey).isEmpty()) {
            return Removal.UNKNOWN;
        }
        var others = factors.find(person);
        if (ofPerson(person).size() == 1
                && (others.password().isEmpty() || others.seed().isEmpty())) {
            return Removal.LAST_FACTOR;
        }
        rows.remove(passkey);
        return Removal.REMOVED;
    }

    private Optional<Passkey> own(PersonId person, PasskeyId passkey) {
        return Optional.ofNullable(rows.get(passkey))
                .filter(known -> known.person().equals(person));
    }

    @Override
    public synchronized boolean useChallenge(SecretDigest challenge, Instant endsAt, Instant now) {
        return usedChallenges.add(challenge);
    }
}
