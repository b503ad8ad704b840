package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Consent;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.triage.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JournalStoreTest {

    private static final Logger LOG = LoggerFactory.getLogger(JournalStoreTest.class);
    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeScope SCOPE = Policy.scopeOfEngine(LILAS);
    private static final CallId CALL = new CallId("call-1");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    // Not a person's number: the test's database server logs the rejected row, and the log guard reads that log.
    private static final CallId REJECTED_CALL = new CallId("call-refused-742");
    private static final Detail NO_DETAIL = new Detail.Nothing();

    private final TestDatabase kind;
    private Database database;
    private JooqJournalStore store;

    JournalStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        store = new JooqJournalStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void allEntriesAreWrittenOrNone() {
        addRejectingConstraint(REJECTED_CALL);
        var arrived = entry(CALL, 0, CallEvent.ARRIVED, NO_DETAIL);
        var refused = entry(REJECTED_CALL, 1, CallEvent.ARRIVED, NO_DETAIL);

        assertThrows(StoreUnavailableException.class, () -> store.write(List.of(arrived, refused)));

        assertEquals(List.of(), store.entries(CALL));
        assertEquals(List.of(), store.openCalls());
    }

    @Test
    void errorOfAFailedStatementContainsNoValues() {
        addRejectingConstraint(REJECTED_CALL);
        var refused = entry(REJECTED_CALL, 0, CallEvent.ARRIVED, NO_DETAIL);

        var fault = assertThrows(StoreUnavailableException.class, () -> store.write(List.of(refused)));

        LOG.warn("journal.failed", fault); // The log guard of every test reads the whole chain of causes.
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains(REJECTED_CALL.value()));
        }
    }

    @Test
    void latestEntriesAreThoseOfTheScopesPractice() {
        var own = entry(CALL, 0, CallEvent.ARRIVED, NO_DETAIL);
        var other = new JournalEntry(
                new CallId("call-2"), new PracticeId("port-royal"), NOON.plusSeconds(1), CallEvent.ARRIVED, NO_DETAIL);
        store.write(List.of(own, other));

        assertEquals(List.of(own), store.latest(SCOPE, 2));
    }

    @Test
    void latestEntriesOfAllCallsComeOldestFirst() {
        var first = entry(CALL, 0, CallEvent.ARRIVED, NO_DETAIL);
        var second = entry(new CallId("call-2"), 1, CallEvent.ARRIVED, NO_DETAIL);
        var third = entry(CALL, 2, CallEvent.ANSWERED, NO_DETAIL);
        store.write(List.of(first, second, third));

        assertEquals(List.of(second, third), store.latest(SCOPE, 2));
    }

    @Test
    void storedValuesAreNotLogged() {
        var named = new CallId("0199000742");

        store.write(List.of(entry(named, 0, CallEvent.ENDED, ended(Disposition.FAULT, HangupCause.OTHER))));

        assertEquals(1, store.entries(named).size());
    }

    @Test
    void writingNoEntriesDoesNothing() {
        store.write(List.of());

        assertEquals(List.of(), store.openCalls());
    }

    @Test
    void entriesAreStoredCompleteAndInOrder() {
        var entries = new ArrayList<>(List.of(
                entry(CALL, 0, CallEvent.ARRIVED, NO_DETAIL),
                entry(CALL, 1, CallEvent.TRIAGED, new Detail.WithUrgency(Urgency.URGENT)),
                entry(CALL, 2, CallEvent.ASSISTANT_RESERVED, new Detail.WithAssistant(new Login("lea"))),
                entry(CALL, 3, CallEvent.ESCALATING, new Detail.WithLine(new Line("emergency-desk"))),
                // At the same time as the entry before: the order is that of writing.
                entry(CALL, 3, CallEvent.ENDED, ended(Disposition.ABANDONED, HangupCause.NORMAL))));
        store.write(entries);
        var late = entry(CALL, 2, CallEvent.RESUMED, new Detail.WithDisposition(Disposition.FAULT, Optional.empty()));
        store.write(List.of(entry(new CallId("other"), 0, CallEvent.ARRIVED, NO_DETAIL), late));
        entries.add(late);

        assertEquals(entries, store.entries(CALL));
    }

    @Test
    void manyEntriesInOneWriteKeepTheirOrder() {
        var entries = IntStream.range(0, 2000)
                .mapToObj(i -> entry(new CallId("call-" + i % 7), i, CallEvent.ANSWERED, NO_DETAIL))
                .toList();
        store.write(entries);

        for (int call = 0; call < 7; call++) {
            var id = new CallId("call-" + call);
            assertEquals(entries.stream().filter(e -> e.call().equals(id)).toList(), store.entries(id));
        }
    }

    @Test
    void callIsOpenFromArrivalToEnd() {
        assertEquals(Optional.empty(), store.openCall(CALL));

        store.write(List.of(entry(CALL, 0, CallEvent.ARRIVED, NO_DETAIL)));
        assertEquals(Optional.of(record(CALL, CallEvent.ARRIVED)), store.openCall(CALL));

        store.write(List.of(entry(CALL, 1, CallEvent.ENDED, ended(Disposition.HANDLED, HangupCause.NORMAL))));
        assertEquals(Optional.empty(), store.openCall(CALL));
        assertEquals(List.of(), store.openCalls());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callThatArrivesAgainIsOpenAgainAndKeepsOnlyItsConsent(boolean together) {
        List<JournalEntry> before = List.of(
                entry(CALL, 0, CallEvent.ARRIVED, NO_DETAIL),
                entry(CALL, 1, CallEvent.TRIAGED, new Detail.WithUrgency(Urgency.VITAL)),
                entry(CALL, 2, CallEvent.RECORDING_OBJECTED, NO_DETAIL),
                entry(CALL, 3, CallEvent.ENDED, ended(Disposition.FAULT, HangupCause.NORMAL)));
        List<JournalEntry> again = List.of(entry(CALL, 4, CallEvent.ARRIVED, NO_DETAIL));
        if (together) {
            store.write(Stream.concat(before.stream(), again.stream()).toList());
        } else {
            store.write(before);
            store.write(again);
        }

        var expected = new CallRecord(
                CALL,
                LILAS,
                NOON,
                CallEvent.ARRIVED,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Consent.OBJECTED));
        assertEquals(Optional.of(expected), store.openCall(CALL));
        assertEquals(5, store.entries(CALL).size());
    }

    @Test
    void callRecordKeepsFieldsThatLaterEntriesOmit() {
        store.write(List.of(
                entry(CALL, 0, CallEvent.ARRIVED, NO_DETAIL),
                entry(CALL, 1, CallEvent.TRIAGED, new Detail.WithUrgency(Urgency.UNCLEAR))));
        store.write(List.of(
                entry(CALL, 2, CallEvent.TRIAGED, new Detail.WithUrgency(Urgency.VITAL)),
                entry(CALL, 3, CallEvent.ESCALATING, new Detail.WithLine(new Line("desk"))),
                entry(CALL, 4, CallEvent.ESCALATING, new Detail.WithLine(new Line("doctor")))));
        store.write(List.of(entry(CALL, 5, CallEvent.BRIDGED, NO_DETAIL)));

        var expected = new CallRecord(
                CALL,
                LILAS,
                NOON,
                CallEvent.BRIDGED,
                Optional.of(Urgency.VITAL),
                Optional.of(new Line("doctor")),
                Optional.empty());
        assertEquals(Optional.of(expected), store.openCall(CALL));
    }

    @Test
    void languageChosenByTheCallerIsStored() {
        var triaged = new Detail.WithUrgency(Urgency.ROUTINE, Optional.of(Language.EN));
        store.write(List.of(entry(CALL, 0, CallEvent.TRIAGED, triaged)));
        store.write(List.of(entry(CALL, 1, CallEvent.QUEUED, NO_DETAIL)));

        assertEquals(
                Optional.of(Language.EN), store.openCall(CALL).orElseThrow().language());
        assertEquals(triaged, store.entries(CALL).getFirst().detail());
    }

    @Test
    void consentDoesNotReplaceTheLastEvent() {
        store.write(List.of(
                entry(CALL, 0, CallEvent.TRIAGED, new Detail.WithUrgency(Urgency.ROUTINE)),
                entry(CALL, 1, CallEvent.RECORDING_NOTIFIED, NO_DETAIL),
                entry(CALL, 2, CallEvent.BRIDGED, NO_DETAIL)));
        assertEquals(
                Optional.of(Consent.NOTIFIED),
                store.openCall(CALL).orElseThrow().consent());

        store.write(List.of(entry(CALL, 3, CallEvent.RECORDING_OBJECTED, NO_DETAIL)));

        var record = store.openCall(CALL).orElseThrow();
        assertEquals(Optional.of(Consent.OBJECTED), record.consent());
        assertEquals(CallEvent.BRIDGED, record.lastEvent());
        assertEquals(CallEvent.RECORDING_OBJECTED, store.entries(CALL).getLast().event());
    }

    @Test
    void callWithoutAnArrivalEntryHasARecord() {
        store.write(List.of(entry(CALL, 0, CallEvent.QUEUED, NO_DETAIL)));

        assertEquals(Optional.of(record(CALL, CallEvent.QUEUED)), store.openCall(CALL));
    }

    @Test
    void oneWriteCanStartSomeCallsAndEndOthers() {
        var second = new CallId("call-2");
        var third = new CallId("call-3");
        store.write(
                List.of(entry(CALL, 2, CallEvent.ARRIVED, NO_DETAIL), entry(second, 1, CallEvent.ARRIVED, NO_DETAIL)));
        store.write(List.of(
                entry(third, 0, CallEvent.ARRIVED, NO_DETAIL),
                entry(second, 3, CallEvent.ENDED, ended(Disposition.ABANDONED, HangupCause.NORMAL)),
                entry(CALL, 4, CallEvent.QUEUED, NO_DETAIL)));

        assertEquals(
                List.of(third, CALL),
                store.openCalls().stream().map(CallRecord::call).toList(),
                "oldest first");
    }

    @Test
    void everyEventUrgencyAndDispositionCanBeStored() {
        var entries = new ArrayList<JournalEntry>();
        for (CallEvent event : CallEvent.values()) {
            entries.add(entry(CALL, entries.size(), event, NO_DETAIL));
        }
        for (Urgency urgency : Urgency.values()) {
            entries.add(entry(CALL, entries.size(), CallEvent.TRIAGED, new Detail.WithUrgency(urgency)));
        }
        for (Disposition disposition : Disposition.values()) {
            entries.add(entry(CALL, entries.size(), CallEvent.ENDED, ended(disposition, HangupCause.OTHER)));
        }
        for (JournalEntry entry : entries) {
            store.write(List.of(entry));
        }

        assertEquals(entries, store.entries(CALL));
    }

    /// From now on the database rejects the record of that call: a failure after the first statement.
    private void addRejectingConstraint(CallId call) {
        database.transactions()
                .run(
                        "test: a call that is refused",
                        sql -> sql.execute(
                                "alter table call_record add constraint refused check (call <> '" + call + "')"));
    }

    private static JournalEntry entry(CallId call, int second, CallEvent event, Detail detail) {
        return new JournalEntry(call, LILAS, NOON.plusSeconds(second), event, detail);
    }

    private static Detail ended(Disposition disposition, HangupCause cause) {
        return new Detail.WithDisposition(disposition, Optional.of(cause));
    }

    private static CallRecord record(CallId call, CallEvent event) {
        return new CallRecord(call, LILAS, NOON, event, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
