package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.store.TestPeople.CLAIRE;
import static org.permanence.store.TestPeople.INES;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.access.MachineDeed;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.MachineKey;
import org.permanence.signin.ServiceKey;
import org.permanence.store.signin.JooqServiceKeyStore;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ServiceKeyStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456789Z");
    private static final ServiceKey KEY = new ServiceKey(
            CLAIRE, MachineKey.generate().key(), Set.of(MachineDeed.READ_JOURNAL, MachineDeed.SEE_CHANNELS), NOON);

    private final TestDatabase kind;
    private Database database;
    private JooqServiceKeyStore store;

    ServiceKeyStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        TestPeople.insert(database);
        store = new JooqServiceKeyStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keyBelongsToItsMachine() {
        store.save(KEY);

        assertEquals(Optional.of(KEY), store.find(CLAIRE));
        assertEquals(Optional.empty(), store.find(INES));
    }

    @Test
    void anotherKeyReplacesTheFirst() {
        store.save(KEY);
        var next = new ServiceKey(
                CLAIRE, MachineKey.generate().key(), EnumSet.allOf(MachineDeed.class), NOON.plusSeconds(1));
        store.save(next);

        assertEquals(Optional.of(next), store.find(CLAIRE));
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> store.find(CLAIRE));
        assertThrows(StoreUnavailableException.class, () -> store.save(KEY));
    }
}
