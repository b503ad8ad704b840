package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.blocking.BlockedNumber;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class BlockedNumberStoreTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT_ROYAL = new PracticeId("port-royal");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final BlockedNumber ONE =
            new BlockedNumber(LILAS, "0123456789abcdef0123456789abcdef", NOON, "claire");

    private final TestDatabase kind;
    private Database database;
    private JooqBlockedNumberStore store;

    BlockedNumberStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        store = new JooqBlockedNumberStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void blockingANumberAgainKeepsTheFirstBlock() {
        store.save(ONE);
        store.save(new BlockedNumber(LILAS, ONE.pseudonym(), NOON.plusSeconds(60), "omar"));

        assertEquals(List.of(ONE), store.findAll());
    }

    @Test
    void unblockingAffectsOnePracticeOnly() {
        var other = new BlockedNumber(PORT_ROYAL, ONE.pseudonym(), NOON.plusSeconds(1), "omar");
        store.save(ONE);
        store.save(other);

        assertTrue(store.remove(LILAS, ONE.pseudonym()));
        assertFalse(store.remove(LILAS, ONE.pseudonym()), "once");
        assertEquals(List.of(other), store.findAll());
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, store::findAll);
        assertThrows(StoreUnavailableException.class, () -> store.save(ONE));
        assertThrows(StoreUnavailableException.class, () -> store.remove(LILAS, ONE.pseudonym()));
    }
}
