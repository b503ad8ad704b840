package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.store.TestPeople.CLAIRE;
import static org.permanence.store.TestPeople.INES;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.people.PersonId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.SealedTotpSeed;
import org.permanence.signin.Factors;
import org.permanence.signin.PasswordHash;
import org.permanence.signin.SecretDigest;
import org.permanence.store.signin.JooqFactorStore;
import org.permanence.testing.SameMoment;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class FactorStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final String HASH = "$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHQ$" + "a".repeat(42) + "A";
    private static final String OTHER_HASH = HASH.replace("t=3", "t=4");
    private static final SealedTotpSeed SEED = new SealedTotpSeed("s".repeat(64));
    private static final SealedTotpSeed OTHER_SEED = new SealedTotpSeed("t".repeat(64));
    private static final List<SecretDigest> CODES =
            IntStream.range(0, 10).mapToObj(FactorStoreTest::digest).toList();
    private static final long STEP = 58_000_000;

    private final TestDatabase kind;
    private Database database;
    private JooqFactorStore store;

    FactorStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        TestPeople.insert(database);
        store = new JooqFactorStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void personWithoutFactorsHasNone() {
        Factors none = store.find(CLAIRE);

        assertEquals(new Factors(Optional.empty(), Optional.empty(), Optional.empty(), 0), none);
        assertFalse(store.useTotpStep(CLAIRE, STEP));
        assertFalse(store.useRecoveryCode(CLAIRE, CODES.getFirst(), NOON));
    }

    @Test
    void shownSeedIsUnconfirmedAndTheLastOneCounts() {
        store.saveUnconfirmedSeed(CLAIRE, SEED, NOON);
        store.saveUnconfirmedSeed(CLAIRE, OTHER_SEED, NOON);

        assertEquals(Optional.of(OTHER_SEED), store.find(CLAIRE).unconfirmedSeed());
        assertEquals(Optional.empty(), store.find(CLAIRE).seed());
    }

    @Test
    void enrolmentStoresAllFactorsAndReplacesEarlierOnes() {
        enrol(CLAIRE, HASH, SEED, List.of(digest(99)));
        store.saveUnconfirmedSeed(CLAIRE, OTHER_SEED, NOON);
        assertEquals(Optional.of(SEED), store.find(CLAIRE).seed(), "the old one counts until then");
        enrol(CLAIRE, OTHER_HASH, OTHER_SEED, CODES);

        Factors stored = store.find(CLAIRE);
        assertEquals(Optional.of(OTHER_HASH), stored.password().map(PasswordHash::format));
        assertEquals(Optional.of(OTHER_SEED), stored.seed());
        assertEquals(Optional.empty(), stored.unconfirmedSeed());
        assertEquals(10, stored.recoveryCodes());
        assertFalse(store.useRecoveryCode(CLAIRE, digest(99), NOON), "an earlier code");
    }

    @Test
    void passwordIsReplaced() {
        store.savePassword(CLAIRE, PasswordHash.parse(HASH), NOON);
        store.savePassword(CLAIRE, PasswordHash.parse(OTHER_HASH), NOON);

        assertEquals(Optional.of(OTHER_HASH), store.find(CLAIRE).password().map(PasswordHash::format));
    }

    @Test
    void stepIsUsedOnceAndAllBeforeItWithIt() {
        enrol(CLAIRE, HASH, SEED, CODES);

        assertFalse(store.useTotpStep(CLAIRE, STEP), "the code that confirmed the seed");
        assertTrue(store.useTotpStep(CLAIRE, STEP + 2));
        assertFalse(store.useTotpStep(CLAIRE, STEP + 2));
        assertFalse(store.useTotpStep(CLAIRE, STEP + 1));
        assertTrue(store.useTotpStep(CLAIRE, STEP + 3));
    }

    @Test
    void recoveryCodeIsUsedOnceByItsPersonOnly() {
        enrol(CLAIRE, HASH, SEED, CODES);
        enrol(INES, HASH, SEED, List.of(digest(50)));

        assertFalse(store.useRecoveryCode(INES, CODES.getFirst(), NOON));
        assertTrue(store.useRecoveryCode(CLAIRE, CODES.getFirst(), NOON));
        assertFalse(store.useRecoveryCode(CLAIRE, CODES.getFirst(), NOON));
        assertEquals(9, store.find(CLAIRE).recoveryCodes());
    }

    @Test
    void codesWorkOnceFromTwoThreads() throws Exception {
        enrol(CLAIRE, HASH, SEED, CODES);
        for (int round = 0; round < 10; round++) {
            SecretDigest code = CODES.get(round);
            long step = STEP + 1 + round;
            assertEquals(1, SameMoment.successes(() -> store.useTotpStep(CLAIRE, step)));
            assertEquals(1, SameMoment.successes(() -> store.useRecoveryCode(CLAIRE, code, NOON)));
        }
    }

    @Test
    void deletedFactorsAreGoneForOnePersonOnly() {
        enrol(CLAIRE, HASH, SEED, CODES);
        enrol(INES, HASH, SEED, CODES);
        store.deleteAll(CLAIRE);

        assertEquals(new Factors(Optional.empty(), Optional.empty(), Optional.empty(), 0), store.find(CLAIRE));
        assertEquals(10, store.find(INES).recoveryCodes());
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> store.find(CLAIRE));
        assertThrows(StoreUnavailableException.class, () -> store.savePassword(CLAIRE, PasswordHash.parse(HASH), NOON));
        assertThrows(StoreUnavailableException.class, () -> store.saveUnconfirmedSeed(CLAIRE, SEED, NOON));
        assertThrows(StoreUnavailableException.class, () -> enrol(CLAIRE, HASH, SEED, CODES));
        assertThrows(StoreUnavailableException.class, () -> store.useTotpStep(CLAIRE, STEP));
        assertThrows(StoreUnavailableException.class, () -> store.useRecoveryCode(CLAIRE, digest(1), NOON));
        assertThrows(StoreUnavailableException.class, () -> store.deleteAll(CLAIRE));
    }

    private void enrol(PersonId person, String hash, SealedTotpSeed seed, List<SecretDigest> codes) {
        store.enrol(person, new Factors.Enrolled(PasswordHash.parse(hash), seed, STEP, codes), NOON);
    }

    private static SecretDigest digest(int number) {
        return new SecretDigest("%064x".formatted(number));
    }
}
