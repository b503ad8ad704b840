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
class ReplacementBookTest {

    private static final RotaId LILAS = RotaId.ofPractice("les-lilas");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");

    private final TestDatabase kind;
    private Database database;
    private JooqReplacementBook book;

    ReplacementBookTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.fresh());
        book = new JooqReplacementBook(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void oneThatOverlapsAnotherOfTheSameRotaIsNotKept() {
        var first = kept(wanted(LILAS, 0, 3600));

        for (int from : List.of(-3600, 0, 3599)) {
            assertEquals(new SaveResult.Overlaps(first), book.save(wanted(LILAS, from, from + 3601)));
        }
        assertEquals(List.of(first), book.currentAndUpcoming(NOON));
    }

    @Test
    void theHourAfterAndAnotherRotaAreFree() {
        kept(wanted(LILAS, 0, 3600));

        assertEquals(2, kept(wanted(LILAS, 3600, 7200)).id());
        assertEquals(3, kept(wanted(RotaId.ofGroup("les-lilas"), 0, 3600)).id());
    }

    @Test
    void oneComesBackAsItWasWantedUntilItIsOver() {
        var later = kept(wanted(LILAS, 7200, 7300));
        var first = kept(wanted(LILAS, 0, 3600));

        assertEquals(List.of(first, later), book.currentAndUpcoming(NOON.plusSeconds(3599)));
        assertEquals(List.of(later), book.currentAndUpcoming(NOON.plusSeconds(3600)));
        assertEquals("[replacement of practice les-lilas]", first.draft().toString(), "the reason may name people");
    }

    @Test
    void oneThatIsCancelledLeavesItsTimeToAnother() {
        kept(wanted(LILAS, 0, 3600));

        assertTrue(book.cancel(1, NOON, "claire", "Back already"));
        assertFalse(book.cancel(1, NOON, "claire", "Back already"), "once");
        assertFalse(book.cancel(2, NOON, "claire", "Never there"));
        assertEquals(2, kept(wanted(LILAS, 0, 3600)).id(), "no number comes twice");
        assertFalse(book.cancel(2, NOON.plusSeconds(3600), "claire", "Over"));
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> book.save(wanted(LILAS, 0, 1)));
        assertThrows(StoreUnavailableException.class, () -> book.currentAndUpcoming(NOON));
        assertThrows(StoreUnavailableException.class, () -> book.cancel(1, NOON, "claire", "Back"));
    }

    private OnCallOverride kept(Draft draft) {
        return ((SaveResult.Saved) book.save(draft)).override();
    }

    private static Draft wanted(RotaId rota, int from, int until) {
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
