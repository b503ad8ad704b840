package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.store.TestPeople.CLAIRE;
import static org.permanence.store.TestPeople.INES;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.people.PersonId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.signin.SecretDigest;
import org.permanence.signin.Session;
import org.permanence.signin.SessionId;
import org.permanence.store.signin.JooqSessionStore;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SessionStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456789Z");
    private static final SecretDigest TOKEN = digest(1);
    private static final SecretDigest OTHER = digest(2);
    private static final Session SESSION = session(1, CLAIRE, "192.0.2.10", NOON);

    private final TestDatabase kind;
    private Database database;
    private JooqSessionStore store;

    SessionStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        TestPeople.insert(database);
        store = new JooqSessionStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void sessionIsFoundByItsTokenOnly() {
        store.save(SESSION, TOKEN);

        assertEquals(Optional.of(SESSION), store.find(TOKEN));
        assertEquals(Optional.empty(), store.find(OTHER));
    }

    @Test
    void longestAddressIsKept() {
        var session = session(1, CLAIRE, "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", NOON);
        store.save(session, TOKEN);

        assertEquals(Optional.of(session), store.find(TOKEN));
    }

    @Test
    void tokenBelongsToOneSession() {
        store.save(SESSION, TOKEN);

        assertThrows(StoreUnavailableException.class, () -> store.save(session(2, INES, "192.0.2.11", NOON), TOKEN));
    }

    @Test
    void activityMovesForwardOnlyAndNotAfterTheEnd() {
        store.save(SESSION, TOKEN);
        store.touch(SESSION.id(), NOON.plusSeconds(20));
        store.touch(SESSION.id(), NOON.plusSeconds(10));
        assertEquals(SESSION.withActiveAt(NOON.plusSeconds(20)), found());

        store.end(SESSION.id(), NOON.plusSeconds(30));
        store.touch(SESSION.id(), NOON.plusSeconds(40));
        assertEquals(micros(NOON.plusSeconds(20)), found().activeAt());
    }

    @Test
    void renewedSessionHasTheNewTokenOnly() {
        store.save(SESSION, TOKEN);
        assertFalse(store.renew(SESSION.id(), OTHER, digest(3), NOON), "the token is another");
        assertTrue(store.renew(SESSION.id(), TOKEN, OTHER, NOON.plusSeconds(60)));
        assertFalse(store.renew(SESSION.id(), TOKEN, digest(3), NOON), "once");

        assertEquals(Optional.empty(), store.find(TOKEN));
        assertEquals(
                Optional.of(SESSION.withActiveAt(NOON.plusSeconds(60)).withFactorAt(NOON.plusSeconds(60))),
                store.find(OTHER));
    }

    @Test
    void endedSessionIsNotRenewed() {
        store.save(SESSION, TOKEN);
        store.end(SESSION.id(), NOON);

        assertFalse(store.renew(SESSION.id(), TOKEN, OTHER, NOON));
        assertEquals(Optional.empty(), store.find(OTHER));
    }

    @Test
    void sessionEndsOnce() {
        store.save(SESSION, TOKEN);

        assertTrue(store.end(SESSION.id(), NOON.plusSeconds(1)));
        assertFalse(store.end(SESSION.id(), NOON.plusSeconds(2)));
        assertEquals(Optional.of(micros(NOON.plusSeconds(1))), found().endedAt());
        assertFalse(store.end(id(9), NOON), "unknown");
    }

    @Test
    void sessionsOfAPersonAreListedAndEndedTogether() {
        var later = session(2, CLAIRE, "192.0.2.10", NOON.plusSeconds(1));
        var other = session(3, INES, "192.0.2.10", NOON);
        store.save(SESSION, TOKEN);
        store.save(later, OTHER);
        store.save(other, digest(3));
        store.save(session(4, CLAIRE, "192.0.2.10", NOON.minus(Duration.ofHours(10))), digest(4));

        assertEquals(List.of(later, SESSION), store.running(CLAIRE, NOON));
        assertEquals(3, store.endAll(CLAIRE, NOON.plusSeconds(5)));
        assertEquals(0, store.endAll(CLAIRE, NOON.plusSeconds(6)));
        assertEquals(List.of(), store.running(CLAIRE, NOON));
        assertEquals(List.of(other), store.running(INES, NOON));
    }

    @Test
    void oldRowsAreDeleted() {
        store.save(SESSION, TOKEN);
        store.save(session(2, CLAIRE, "192.0.2.10", NOON.minusSeconds(1)), OTHER);

        assertEquals(1, store.deleteStartedBefore(micros(NOON)));
        assertEquals(Optional.of(SESSION), store.find(TOKEN));
        assertEquals(Optional.empty(), store.find(OTHER));
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> store.save(SESSION, TOKEN));
        assertThrows(StoreUnavailableException.class, () -> store.find(TOKEN));
        assertThrows(StoreUnavailableException.class, () -> store.touch(SESSION.id(), NOON));
        assertThrows(StoreUnavailableException.class, () -> store.renew(SESSION.id(), TOKEN, OTHER, NOON));
        assertThrows(StoreUnavailableException.class, () -> store.end(SESSION.id(), NOON));
        assertThrows(StoreUnavailableException.class, () -> store.endAll(CLAIRE, NOON));
        assertThrows(StoreUnavailableException.class, () -> store.running(CLAIRE, NOON));
        assertThrows(StoreUnavailableException.class, () -> store.deleteStartedBefore(NOON));
    }

    private Session found() {
        return store.find(TOKEN).orElseThrow();
    }

    private static Session session(int number, PersonId person, String source, Instant at) {
        return new Session(
                id(number),
                person,
                "device",
                InetAddress.ofLiteral(source),
                at,
                at,
                at,
                at.plus(Duration.ofHours(10)),
                Optional.empty());
    }

    private static SessionId id(int number) {
        return new SessionId("0199aaaa-0000-7000-8000-0000000000f" + number);
    }

    private static SecretDigest digest(int number) {
        return new SecretDigest("%064x".formatted(number));
    }

    private static Instant micros(Instant time) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }
}
