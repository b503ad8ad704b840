package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.signin.throttle.SignInBucket;
import org.permanence.signin.throttle.SignInBucket.Kind;
import org.permanence.store.signin.JooqSignInBucketStore;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SignInBucketStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final SignInBucket LOGIN = bucket(1, Kind.LOGIN, 7, NOON);
    private static final SignInBucket NETWORK = bucket(2, Kind.NETWORK, 20, NOON.plusSeconds(1));
    private static final SignInBucket DEVICE = bucket(3, Kind.DEVICE, 3, NOON.plusSeconds(2));

    private final TestDatabase kind;
    private Database database;
    private JooqSignInBucketStore store;

    SignInBucketStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        store = new JooqSignInBucketStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void bucketsAreReadFromATimeOnTheEarliestFirst() {
        store.save(List.of(DEVICE, LOGIN, NETWORK), List.of());

        assertEquals(List.of(LOGIN, NETWORK, DEVICE), store.countedSince(NOON));
        assertEquals(List.of(NETWORK, DEVICE), store.countedSince(NETWORK.at()));
        assertEquals(List.of(), store.countedSince(NOON.plusSeconds(3)));
    }

    @Test
    void laterCountReplacesTheEarlier() {
        store.save(List.of(LOGIN), List.of());
        SignInBucket later = bucket(1, Kind.LOGIN, 8, NOON.plusSeconds(30));
        store.save(List.of(later), List.of());

        assertEquals(List.of(later), store.countedSince(NOON));
    }

    @Test
    void clearedBucketIsDeletedAndAnUnknownOneIsNoFault() {
        store.save(List.of(LOGIN, NETWORK), List.of());
        store.save(List.of(DEVICE), List.of(LOGIN.id(), new SignInBucket.Id(Kind.LOGIN, "f".repeat(64))));

        assertEquals(List.of(NETWORK, DEVICE), store.countedSince(NOON));
    }

    @Test
    void oldBucketsAreDeleted() {
        store.save(List.of(LOGIN, NETWORK, DEVICE), List.of());

        assertEquals(1, store.deleteCountedBefore(NETWORK.at()));
        assertEquals(List.of(NETWORK, DEVICE), store.countedSince(NOON));
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> store.countedSince(NOON));
        assertThrows(StoreUnavailableException.class, () -> store.save(List.of(LOGIN), List.of()));
        assertThrows(StoreUnavailableException.class, () -> store.deleteCountedBefore(NOON));
    }

    private static SignInBucket bucket(int number, Kind kind, int count, Instant at) {
        String pseudonym = "%064x".formatted(number);
        return new SignInBucket(new SignInBucket.Id(kind, pseudonym), count, at, at.plus(30, ChronoUnit.SECONDS));
    }
}
