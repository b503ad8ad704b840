package org.permanence.testing;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.people.PersonId;
import org.permanence.seal.SealedTotpSeed;
import org.permanence.signin.FactorStore;
import org.permanence.signin.Factors;
import org.permanence.signin.PasswordHash;
import org.permanence.signin.SecretDigest;

/// The factor store in memory, with the guarantees of the real one. Thread-safe.
public final class InMemoryFactorStore implements FactorStore {

    private static final class Row {
        private Optional<PasswordHash> password = Optional.empty();
        private Optional<SealedTotpSeed> seed = Optional.empty();
        private Optional<SealedTotpSeed> unconfirmedSeed = Optional.empty();
        private long lastStep;
        private final Set<SecretDigest> unusedCodes = new HashSet<>();
    }

    private final Map<PersonId, Row> rows = new HashMap<>();

    private Row row(PersonId person) {
        return rows.computeIfAbsent(person, _ -> new Row());
    }

    @Override
    public synchronized Factors find(PersonId person) {
        Row row = rows.getOrDefault(person, new Row());
        return new Factors(row.password, row.seed, row.unconfirmedSeed, row.unusedCodes.size());
    }

    @Override
    public synchronized void savePassword(PersonId person, PasswordHash hash, Instant at) {
        row(person).password = Optional.of(hash);
    }

    @Override
    public synchronized void saveUnconfirmedSeed(PersonId person, SealedTotpSeed seed, Instant at) {
        row(person).unconfirmedSeed = Optional.of(seed);
    }

    @Override
    public synchronized void enrol(PersonId person, Factors.Enrolled factors, Instant at) {
        var row = new Row();
        row.password = Optional.of(factors.password());
        row.seed = Optional.of(factors.seed());
        row.lastStep = factors.step();
        row.unusedCodes.addAll(factors.recoveryCodes());
        rows.put(person, row);
    }

    @Override
    public synchronized boolean useTotpStep(PersonId person, long step) {
        Row row = row(person);
        boolean unused = row.lastStep < step;
        row.lastStep = Math.max(row.lastStep, step);
        return unused;
    }

    @Override
    public synchronized boolean useRecoveryCode(PersonId person, SecretDigest code, Instant at) {
        return row(person).unusedCodes.remove(code);
    }

    @Override
    public synchronized void deleteAll(PersonId person) {
        rows.remove(person);
    }
}
