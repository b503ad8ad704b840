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
import java.time.InstantSource;
import java.util.Comparator;
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
import org.permanence.signin.device.Device;
import org.permanence.signin.device.DeviceFingerprint;
import org.permanence.store.signin.JooqDeviceStore;
import org.permanence.store.signin.JooqSessionStore;
import org.permanence.text.Sha256;
import org.permanence.text.TimeOrderedUuid;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DeviceStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456789Z");
    private static final Device FIRST = device(1, NOON);
    private static final Device SECOND = device(2, NOON.plusSeconds(1));

    private final TestDatabase kind;
    private Database database;
    private JooqDeviceStore store;
    private JooqSessionStore sessions;

    DeviceStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        TestPeople.insert(database);
        store = new JooqDeviceStore(database);
        sessions = new JooqSessionStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void devicesBelongToTheirPersonNewestFirst() {
        store.save(FIRST);
        store.save(SECOND);

        assertEquals(List.of(SECOND, FIRST), store.ofPerson(CLAIRE));
        assertEquals(List.of(), store.ofPerson(INES));
        assertEquals(Optional.of(FIRST), store.find(FIRST.id()));
        assertEquals(Optional.empty(), store.find(DeviceFingerprint.of(new byte[] {3})));
    }

    @Test
    void revocationEndsTheSessionsOfTheDeviceOnly() {
        store.save(FIRST);
        store.save(SECOND);
        Session first = session(CLAIRE, FIRST.id().hex());
        Session second = session(CLAIRE, SECOND.id().hex());
        Session cookie = session(CLAIRE, "0123456789abcdef0123456789abcdef");
        Instant later = NOON.plusSeconds(60);

        assertTrue(store.revoke(CLAIRE, FIRST.id(), later));

        assertEquals(Optional.of(FIRST.withRevokedAt(Optional.of(later))), store.find(FIRST.id()));
        assertEquals(
                List.of(cookie.id(), second.id()).stream()
                        .sorted(Comparator.comparing(SessionId::value))
                        .toList(),
                sessions.running(CLAIRE, later).stream()
                        .map(Session::id)
                        .sorted(Comparator.comparing(SessionId::value))
                        .toList());
        assertFalse(sessions.end(first.id(), later), "it has ended");
    }

    @Test
    void deviceIsRevokedOnceAndForItsOwnPersonOnly() {
        store.save(FIRST);

        assertFalse(store.revoke(INES, FIRST.id(), NOON));
        assertTrue(store.revoke(CLAIRE, FIRST.id(), NOON));
        assertFalse(store.revoke(CLAIRE, FIRST.id(), NOON));
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> store.find(FIRST.id()));
        assertThrows(StoreUnavailableException.class, () -> store.save(FIRST));
        assertThrows(StoreUnavailableException.class, () -> store.revoke(CLAIRE, FIRST.id(), NOON));
    }

    private Session session(PersonId person, String device) {
        var session = new Session(
                new SessionId(TimeOrderedUuid.next(InstantSource.fixed(NOON))),
                person,
                device,
                InetAddress.getLoopbackAddress(),
                NOON,
                NOON,
                NOON,
                NOON.plus(Duration.ofHours(1)),
                Optional.empty());
        sessions.save(session, new SecretDigest(Sha256.hex(session.id().value())));
        return session;
    }

    private static Device device(int number, Instant at) {
        return new Device(
                DeviceFingerprint.of(new byte[] {(byte) number}),
                CLAIRE,
                at,
                at.plus(Duration.ofDays(365)),
                Optional.empty());
    }
}
