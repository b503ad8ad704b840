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
import org.permanence.call.Line;
import org.permanence.oncall.OnCallOverride;
import org.permanence.oncall.OnCallOverride.Draft;
import org.permanence.oncall.OnCallOverrideStore.SaveResult;
import org.permanence.oncall.RotaId;
import org.permanence.queue.StoreUnavailableException;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class OnCallOverrideStoreTest {

    private static final RotaId LILAS = RotaId.ofPractice("les-lilas");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");

    private final TestDatabase kind;
    private Database database;
    private JooqOnCallOverrideStore store;

    OnCallOverrideStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        store = new JooqOnCallOverrideStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void overlappingOverrideOfTheSameRotaIsRefused() {
        var first = saved(draft(LILAS, 0, 3600));

        for (int from : List.of(-3600, 0, 3599)) {
            assertEquals(new SaveResult.Overlaps(first), store.save(draft(LILAS, from, from + 3601)));
        }
        assertEquals(List.of(first), store.currentAndUpcoming(NOON));
    }

    @Test
    void adjacentTimeAndOtherRotaDoNotOverlap() {
        saved(draft(LILAS, 0, 3600));

        assertEquals(2, saved(draft(LILAS, 3600, 7200)).id());
        assertEquals(3, saved(draft(RotaId.ofGroup("les-lilas"), 0, 3600)).id());
    }

    @Test
    void overrideIsListedUntilItEnds() {
        var later = saved(draft(LILAS, 7200, 7300));
        var first = saved(draft(LILAS, 0, 3600));

        assertEquals(List.of(first, later), store.currentAndUpcoming(NOON.plusSeconds(3599)));
        assertEquals(List.of(later), store.currentAndUpcoming(NOON.plusSeconds(3600)));
        assertEquals("[override of practice les-lilas]", first.draft().toString(), "the reason may name people");
    }

    @Test
    void cancelledOverrideFreesItsTime() {
        saved(draft(LILAS, 0, 3600));

        assertTrue(store.cancel(1, NOON, "claire", "Back already"));
        assertFalse(store.cancel(1, NOON, "claire", "Back already"), "once");
        assertFalse(store.cancel(2, NOON, "claire", "Never there"));
        assertEquals(2, saved(draft(LILAS, 0, 3600)).id(), "an id is never reused");
        assertFalse(store.cancel(2, NOON.plusSeconds(3600), "claire", "Over"));
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> store.save(draft(LILAS, 0, 1)));
        assertThrows(StoreUnavailableException.class, () -> store.currentAndUpcoming(NOON));
        assertThrows(StoreUnavailableException.class, () -> store.cancel(1, NOON, "claire", "Back"));
    }

    private OnCallOverride saved(Draft draft) {
        return ((SaveResult.Saved) store.save(draft)).override();
    }

    private static Draft draft(RotaId rota, int from, int until) {
        return new Draft(
                rota,
                List.of(new Line("diallo"), new Line("martin")),
                NOON.plusSeconds(from),
                NOON.plusSeconds(until),
                "claire",
                "Malade",
                NOON);
    }
}
