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
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Consent;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.triage.Urgency;

class InMemoryJournalStoreTest {

    private static final CallId CALL = new CallId("call");

    private final InMemoryJournalStore store = new InMemoryJournalStore();
    private final SteppedClock clock = new SteppedClock();
    private final CallEventLog events =
            new CallEventLog(entry -> store.write(List.of(entry)), CALL, SamplePractices.LES_LILAS.id(), clock);

    @Test
    void unavailableStoreWritesNothing() {
        store.becomeUnavailable();

        assertThrows(StoreUnavailableException.class, () -> events.record(CallEvent.ARRIVED));

        store.becomeAvailable();
        assertEquals(List.of(), store.entries());
    }

    @Test
    void endedCallHasNoOpenRecord() {
        events.record(CallEvent.ARRIVED);
        events.ended(Disposition.LEFT_EARLY, Optional.empty());

        assertEquals(Optional.empty(), store.openCall(CALL));
        assertEquals(List.of(), store.openCalls());
        assertEquals(2, store.entries(CALL).size());
    }

    @Test
    void callRecordSummarisesTheEntries() {
        Instant arrived = clock.instant();
        events.record(CallEvent.ARRIVED);
        clock.advance(Duration.ofSeconds(9));
        events.triaged(Urgency.VITAL, Optional.empty());
        events.escalating(new Line("garde"));
        events.escalating(new Line("cabinet"));
        events.record(CallEvent.RECORDING_NOTIFIED);

        var record = new CallRecord(
                CALL,
                SamplePractices.LES_LILAS.id(),
                arrived,
                CallEvent.ESCALATING,
                Optional.of(Urgency.VITAL),
                Optional.of(new Line("cabinet")),
                Optional.of(Consent.NOTIFIED));
        assertEquals(Optional.of(record), store.openCall(CALL));
        assertEquals(List.of(record), store.openCalls());
    }
}
