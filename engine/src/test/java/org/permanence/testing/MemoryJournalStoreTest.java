package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallJournal;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Consent;
import org.permanence.journal.Station;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.triage.Urgency;

class MemoryJournalStoreTest {

    private static final CallId CALL = new CallId("call");

    private final MemoryJournalStore store = new MemoryJournalStore();
    private final SteppedClock clock = new SteppedClock();
    private final CallJournal page =
            new CallJournal(entry -> store.write(List.of(entry)), CALL, House.LES_LILAS.id(), clock);

    @Test
    void aStoreThatIsAwayKeepsNothingOfABatch() {
        store.goesAway();

        assertThrows(StoreUnavailableException.class, () -> page.passed(Station.ARRIVED));

        store.comesBack();
        assertEquals(List.of(), store.entries());
    }

    @Test
    void aCallThatHasEndedHasNoOpenRecord() {
        page.passed(Station.ARRIVED);
        page.ended(Disposition.LEFT_EARLY, Optional.empty());

        assertEquals(Optional.empty(), store.openCall(CALL));
        assertEquals(List.of(), store.openCalls());
        assertEquals(2, store.entries(CALL).size());
    }

    @Test
    void aRecordSumsUpWhatTheEntriesSay() {
        Instant arrived = clock.instant();
        page.passed(Station.ARRIVED);
        clock.advance(Duration.ofSeconds(9));
        page.triaged(Urgency.VITAL, Optional.empty());
        page.escalating(new Line("garde"));
        page.escalating(new Line("cabinet"));
        page.passed(Station.NOTIFIED);

        var record = new CallRecord(
                CALL,
                House.LES_LILAS.id(),
                arrived,
                Station.ESCALATING,
                Optional.of(Urgency.VITAL),
                Optional.of(new Line("cabinet")),
                Optional.of(Consent.NOTIFIED));
        assertEquals(Optional.of(record), store.openCall(CALL));
        assertEquals(List.of(record), store.openCalls());
    }
}
