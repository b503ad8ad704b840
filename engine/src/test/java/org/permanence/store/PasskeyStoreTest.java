package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.signin.passkey.PasskeyStore.Removal.LAST_FACTOR;
import static org.permanence.signin.passkey.PasskeyStore.Removal.REMOVED;
import static org.permanence.signin.passkey.PasskeyStore.Removal.UNKNOWN;
import static org.permanence.store.TestPeople.CLAIRE;
import static org.permanence.store.TestPeople.INES;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.people.PersonId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.SealedName;
import org.permanence.seal.SealedTotpSeed;
import org.permanence.signin.Factors;
import org.permanence.signin.PasswordHash;
import org.permanence.signin.SecretDigest;
import org.permanence.signin.passkey.Passkey;
import org.permanence.signin.passkey.PasskeyCredential;
import org.permanence.signin.passkey.PasskeyId;
import org.permanence.store.gates.JooqGateStore;
import org.permanence.store.signin.JooqFactorStore;
import org.permanence.store.signin.JooqPasskeyStore;
import org.permanence.testing.SameMoment;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PasskeyStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Passkey KEY = passkey(1, CLAIRE, 7);
    private static final Passkey OTHER = passkey(2, CLAIRE, 0);
    private static final SecretDigest CHALLENGE = new SecretDigest("a".repeat(64));

    private final TestDatabase kind;
    private Database database;
    private JooqPasskeyStore store;

    PasskeyStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        TestPeople.insert(database);
        store = new JooqPasskeyStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void passkeyIsFoundByTheAuthenticatorsIdAndListedForItsPersonOnly() {
        store.save(OTHER);
        store.save(KEY);
        store.save(passkey(3, INES, 0));

        assertEquals(Optional.of(KEY), store.find(KEY.credential().id()));
        assertEquals(Optional.empty(), store.find("unknown"));
        assertEquals(List.of(KEY, OTHER), store.ofPerson(CLAIRE), "oldest first");
    }

    @Test
    void longestCredentialFits() {
        var longest = new Passkey(
                KEY.id(),
                CLAIRE,
                new SealedName("n".repeat(512)),
                new PasskeyCredential("c".repeat(PasskeyCredential.MAX_ID), "k".repeat(1024), true, 4_294_967_295L),
                NOON,
                Optional.of(NOON));
        store.save(longest);

        assertEquals(Optional.of(longest), store.find(longest.credential().id()));
    }

    @Test
    void counterOnlyGoesOn() {
        store.save(KEY);

        assertFalse(store.use(KEY.id(), 6, NOON), "lower");
        assertFalse(store.use(KEY.id(), 7, NOON), "equal");
        assertFalse(store.use(KEY.id(), 0, NOON), "no counter any more");
        assertTrue(store.use(KEY.id(), 8, NOON));
        assertFalse(store.use(OTHER.id(), 1, NOON), "no such passkey");

        Passkey used = store.find(KEY.credential().id()).orElseThrow();
        assertEquals(8, used.credential().counter());
        assertEquals(Optional.of(NOON), used.usedAt());
    }

    @Test
    void authenticatorThatDoesNotCountStaysAtZero() {
        store.save(OTHER);

        assertTrue(store.use(OTHER.id(), 0, NOON));
        assertTrue(store.use(OTHER.id(), 0, NOON));
        assertTrue(store.use(OTHER.id(), 1, NOON));
        assertFalse(store.use(OTHER.id(), 0, NOON));
    }

    @Test
    void counterAndChallengeCountOnceFromTwoThreads() throws Exception {
        store.save(KEY);
        for (int round = 0; round < 10; round++) {
            long counter = 8L + round;
            var challenge = new SecretDigest("%064x".formatted(round));
            assertEquals(1, SameMoment.successes(() -> store.use(KEY.id(), counter, NOON)));
            assertEquals(
                    1,
                    SameMoment.successes(() -> store.useChallenge(challenge, NOON.plus(Duration.ofMinutes(2)), NOON)));
        }
    }

    @Test
    void usedChallengeIsKnownUntilNoEngineCanAcceptIt() {
        Instant end = NOON.plus(Duration.ofMinutes(2));
        Instant forgotten = end.plus(Duration.ofMinutes(5));

        assertTrue(store.useChallenge(CHALLENGE, end, NOON));
        assertFalse(store.useChallenge(CHALLENGE, end, end.minusMillis(1)));
        assertFalse(store.useChallenge(CHALLENGE, end, end), "another engine's clock may be behind");
        assertFalse(store.useChallenge(CHALLENGE, end, forgotten.minusMillis(1)));
        assertTrue(store.useChallenge(CHALLENGE, end, forgotten));
    }

    @Test
    void passkeyIsRenamedByItsPersonOnly() {
        store.save(KEY);
        var name = new SealedName("r".repeat(40));

        assertFalse(store.rename(INES, KEY.id(), name));
        assertFalse(store.rename(CLAIRE, OTHER.id(), name));
        assertTrue(store.rename(CLAIRE, KEY.id(), name));
        assertEquals(name, store.find(KEY.credential().id()).orElseThrow().name());
    }

    @Test
    void lastFactorOfAPersonIsNotRemoved() {
        store.save(KEY);
        store.save(OTHER);

        assertEquals(UNKNOWN, store.remove(INES, KEY.id()));
        assertEquals(REMOVED, store.remove(CLAIRE, KEY.id()));
        assertEquals(UNKNOWN, store.remove(CLAIRE, KEY.id()));
        assertEquals(LAST_FACTOR, store.remove(CLAIRE, OTHER.id()));
        assertEquals(List.of(OTHER), store.ofPerson(CLAIRE));
    }

    @Test
    void lastPasskeyIsRemovedWithPasswordAndCodesOnly() {
        var factors = new JooqFactorStore(database);
        enrol(factors);
        store.save(KEY);
        assertEquals(REMOVED, store.remove(CLAIRE, KEY.id()));

        factors.deleteAll(CLAIRE);
        store.save(OTHER);
        factors.savePassword(CLAIRE, hash(), NOON);
        factors.saveUnconfirmedSeed(CLAIRE, new SealedTotpSeed("s".repeat(64)), NOON);
        assertEquals(LAST_FACTOR, store.remove(CLAIRE, OTHER.id()), "the seed opens nothing yet");
    }

    @Test
    void oneOfTwoPasskeysStaysWhenBothAreRemovedAtTheSameMoment() throws Exception {
        for (int round = 0; round < 10; round++) {
            new JooqFactorStore(database).deleteAll(CLAIRE);
            store.save(KEY);
            store.save(OTHER);
            Iterator<Passkey> each = List.of(KEY, OTHER).iterator();
            var both = new ConcurrentLinkedQueue<Passkey>();
            each.forEachRemaining(both::add);

            assertEquals(
                    1,
                    SameMoment.successes(
                            () -> store.remove(CLAIRE, both.remove().id()) == REMOVED));
            assertEquals(1, store.ofPerson(CLAIRE).size());
        }
    }

    @Test
    void passkeysGoWithTheOtherFactorsOfThePerson() {
        var factors = new JooqFactorStore(database);
        store.save(KEY);
        store.save(passkey(3, INES, 0));
        factors.deleteAll(CLAIRE);
        assertEquals(List.of(), store.ofPerson(CLAIRE));

        store.save(OTHER);
        enrol(factors);
        assertEquals(List.of(), store.ofPerson(CLAIRE), "other factors replace it");
        assertEquals(1, store.ofPerson(INES).size());
    }

    @Test
    void passkeyIsBothFactorsForTheGates() {
        var gates = new JooqGateStore(database);
        var before = gates.edition();
        assertFalse(gates.load().people().values().stream().anyMatch(person -> person.hasTwoFactors()));

        store.save(KEY);

        assertFalse(before.equals(gates.edition()), "the gates look again");
        assertEquals(
                1,
                gates.load().people().values().stream()
                        .filter(person -> person.hasTwoFactors())
                        .count());
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> store.save(KEY));
        assertThrows(StoreUnavailableException.class, () -> store.find("x"));
        assertThrows(StoreUnavailableException.class, () -> store.ofPerson(CLAIRE));
        assertThrows(StoreUnavailableException.class, () -> store.use(KEY.id(), 9, NOON));
        assertThrows(StoreUnavailableException.class, () -> store.rename(CLAIRE, KEY.id(), KEY.name()));
        assertThrows(StoreUnavailableException.class, () -> store.remove(CLAIRE, KEY.id()));
        assertThrows(StoreUnavailableException.class, () -> store.useChallenge(CHALLENGE, NOON, NOON));
    }

    private static void enrol(JooqFactorStore factors) {
        factors.enrol(
                CLAIRE, new Factors.Enrolled(hash(), new SealedTotpSeed("s".repeat(64)), 58_000_000, List.of()), NOON);
    }

    private static PasswordHash hash() {
        return PasswordHash.parse("$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHQ$" + "a".repeat(42) + "A");
    }

    private static Passkey passkey(int number, PersonId person, long counter) {
        return new Passkey(
                new PasskeyId("0199bbbb-0000-7000-8000-00000000000" + number),
                person,
                new SealedName("n".repeat(40)),
                new PasskeyCredential("credential-" + number, "key-" + number, false, counter),
                NOON.plusSeconds(number),
                Optional.empty());
    }
}
