package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.store.schema.Tables.ASSISTANT_PRESENCE;
import static org.permanence.store.schema.Tables.CALL_RECORD;
import static org.permanence.store.schema.Tables.CLINICAL_NOTE;
import static org.permanence.store.schema.Tables.ON_CALL_OVERRIDE;
import static org.permanence.store.schema.Tables.TEAM;
import static org.permanence.testing.SamplePractices.PARIS;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Login;
import org.permanence.blocking.BlockedNumber;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.message.MessageState;
import org.permanence.note.ClinicalNote;
import org.permanence.oncall.OnCallOverride;
import org.permanence.oncall.OnCallOverrideStore.SaveResult;
import org.permanence.oncall.RotaId;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.practice.TeamId;
import org.permanence.privacy.PersonalText;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingState;
import org.permanence.retention.DataKind;
import org.permanence.retention.DataRetention;
import org.permanence.retention.ExpiredRows;
import org.permanence.retention.KindRetention;
import org.permanence.retention.RetentionCalendar;
import org.permanence.retention.RetentionPeriods;
import org.permanence.retention.RetentionStore;
import org.permanence.retention.RowRetention;
import org.permanence.seal.NoteId;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.SealedNote;
import org.permanence.store.note.JooqNoteStore;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.SteppedClock;

/// Each kind of rows: kept up to the last second of its period, and gone a second later. All rows here are of the
/// clock's first day.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RetentionByTheClockTest implements DataRetention.RetentionListener {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeScope SCOPE = Policy.scopeOfEngine(LILAS);
    private static final PracticeId ROYAL = new PracticeId("port-royal");

    /// A practice that is not in the settings.
    private static final PracticeId GONE = new PracticeId("rue-haute");

    private static final CallId CALL = new CallId("call-1");
    private static final Login LEA = new Login("lea");
    private static final String PATIENT = "0123456789abcdef0123456789abcdef";
    private static final PracticeSource TEXT = new PracticeSource("name: Cabinet des Lilas\n");
    private static final PracticeSource NEXT_TEXT = new PracticeSource("name: Cabinet des Lilas\nhours: {}\n");

    private final TestDatabase databaseKind;
    private final SteppedClock clock = new SteppedClock();
    private final InMemoryAuditGate audit = new InMemoryAuditGate();
    private final RetentionCalendar calendar = new RetentionCalendar(RetentionPeriods.standard(), PARIS, clock);
    private final Instant start = clock.instant();
    private final Map<DataKind, Long> deleted = new EnumMap<>(DataKind.class);
    private final List<DataKind> failed = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private Database database;
    private JooqJournalStore journal;
    private JooqRecordingStore recordings;
    private JooqPracticeHistory history;
    private JooqOnCallOverrideStore overrides;
    private RetentionStore store;

    RetentionByTheClockTest(TestDatabase kind) {
        this.databaseKind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(databaseKind.emptyDatabase());
        journal = new JooqJournalStore(database);
        recordings = new JooqRecordingStore(database);
        history = new JooqPracticeHistory(database);
        overrides = new JooqOnCallOverrideStore(database);
        store = new JooqRetentionStore(
                database, new JooqRetentionStore.Configured(Set.of(LILAS, ROYAL), () -> Set.of(new Login("ines"))));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothingIsDeletedWithoutAnAuditEntry() {
        writeCall(LILAS, CALL);
        clock.advance(Duration.ofDays(1_000));
        audit.refuses();

        applyRetention();

        assertEquals(List.of(DataKind.JOURNAL, DataKind.CALL_RECORDS), failed);
        assertEquals(2, journal.entries(CALL).size());
        audit.works();
        applyRetention();
        assertEquals(List.of(), journal.entries(CALL));
    }

    @Test
    void callOfARecordingOnLegalHoldStaysInJournalAndCallRecords() {
        writeCall(LILAS, CALL);
        recordings.save(recording(RecordingState.SEALED).withHold(true));
        clock.advance(Duration.ofDays(10_000));

        applyRetention();

        assertEquals(2, journal.entries(CALL).size());
        assertTrue(hasCallRecord());
        recordings.setHold(SCOPE, id(), false);
        recordings.save(recording(RecordingState.SEALED).withContentRemoved(RecordingState.EXPIRED));
        applyRetention();
        assertEquals(List.of(), journal.entries(CALL));
        assertFalse(hasCallRecord());
    }

    @Test
    void callRecordOfAStoredRecordingStaysBecauseItProvesTheNotice() {
        writeCall(LILAS, CALL);
        recordings.save(recording(RecordingState.SEALED));
        clock.advance(Duration.ofDays(3_000));

        applyRetention();

        assertTrue(hasCallRecord());
        assertEquals(List.of(), journal.entries(CALL));
    }

    @Test
    void rowOfARecordingIsNeverDeletedWhileItsAudioIsStoredOrItIsOnLegalHold() {
        clock.advance(Duration.ofDays(10_000));
        for (Recording kept : List.of(
                recording(RecordingState.OPEN),
                recording(RecordingState.SEALED),
                recording(RecordingState.RECOVERED),
                recording(RecordingState.EXPIRED).withHold(true))) {
            recordings.save(kept);

            applyRetention();

            assertEquals(Optional.of(kept), recordings.find(SCOPE, id()));
        }
    }

    @Test
    void rowOfAMessageIsDeletedAfterTheMessageItself() {
        var messages = new JooqMessageStore(database);
        recordings.save(recording(RecordingState.SEALED));
        messages.create(id(), LILAS, start);
        assertTrue(messages.transition(SCOPE, id(), MessageState.NEW));
        recordings.save(recording(RecordingState.EXPIRED));
        clock.advance(Duration.ofDays(1_000));

        applyRetention();
        assertTrue(recordings.find(SCOPE, id()).isPresent());
        assertEquals(1, messages.deleteWithoutRecording());
        applyRetention();

        assertEquals(Optional.empty(), recordings.find(SCOPE, id()));
    }

    @Test
    void callThatHasNotEndedStays() {
        journal.write(List.of(new JournalEntry(CALL, LILAS, start, CallEvent.ARRIVED, new Detail.Nothing())));
        clock.advance(Duration.ofDays(1_000));

        applyRetention();

        assertEquals(1, journal.openCalls().size());
    }

    @Test
    void textOfAPracticeInUseStays() {
        saveText(LILAS, TEXT, start);
        clock.advance(Duration.ofDays(10_000));

        applyRetention();

        assertEquals(Optional.of(TEXT), history.source(LILAS, 1));
    }

    @Test
    void lastOverrideStaysBecauseNoNumberIsUsedTwice() {
        saveOverride(0);
        clock.advance(Duration.ofDays(10_000));

        applyRetention();

        assertEquals(2, saveOverride(7_200).id());
    }

    @Test
    void statesOfAssistantsInTheSettingsAndOfThoseAtWorkStay() {
        savePresence(new Login("ines"), AssistantState.OFF);
        savePresence(LEA, AssistantState.PAUSED);
        clock.advance(Duration.ofDays(10_000));

        applyRetention();

        assertEquals(2, count(ASSISTANT_PRESENCE));
    }

    @Test
    void journalIsKeptForAYear() {
        writeCall(LILAS, CALL);

        assertKeptFor(365, DataKind.JOURNAL, () -> !journal.entries(CALL).isEmpty());
    }

    @Test
    void callRecordsAreKeptForAYear() {
        writeCall(LILAS, CALL);

        assertKeptFor(365, DataKind.CALL_RECORDS, this::hasCallRecord);
    }

    @Test
    void rowsOfDeletedRecordingsAreKeptForAYear() {
        recordings.save(recording(RecordingState.ERASED));

        assertKeptFor(
                365, DataKind.RECORDING_ROWS, () -> recordings.find(SCOPE, id()).isPresent());
    }

    @Test
    void clinicalNotesAreKeptUntilTheirOwnEnd() {
        addNote(10);

        assertKeptFor(10, DataKind.CLINICAL_NOTES, () -> count(CLINICAL_NOTE) == 1);
    }

    @Test
    void noteAboutACallOfARecordingOnLegalHoldStays() {
        addNote(10);
        recordings.save(recording(RecordingState.SEALED).withHold(true));
        clock.advance(Duration.ofDays(1_000));

        applyRetention();

        assertEquals(1, count(CLINICAL_NOTE));
        assertEquals(0, new JooqNoteStore(database).deleteOf(LILAS, PATIENT), "not by erasure either");
        recordings.setHold(SCOPE, id(), false);
        applyRetention();
        assertEquals(0, count(CLINICAL_NOTE));
    }

    /// @param days the whole days after today for which it is kept
    private void addNote(int days) {
        var note = new ClinicalNote(
                NoteId.next(clock),
                LILAS,
                CALL,
                LEA,
                Optional.of(PATIENT),
                start,
                LocalDate.ofInstant(start, PARIS)
                        .plusDays(days + 1L)
                        .atStartOfDay(PARIS)
                        .toInstant());
        var header = new SealedNote.Header(note.id(), LILAS, CALL, start);
        var doctor = PracticeKey.generate().recipient();
        new JooqNoteStore(database).add(note, SealedNote.seal(header, new PersonalText("Fièvre."), List.of(doctor)));
    }

    @Test
    void blockedNumbersAreKeptForThreeYears() {
        var blocked = new JooqBlockedNumberStore(database);
        blocked.save(new BlockedNumber(LILAS, PATIENT, start, "claire"));

        assertKeptFor(1_095, DataKind.BLOCKED_NUMBERS, () -> !blocked.findAll().isEmpty());
    }

    @Test
    void overridesAreKeptForAYearAfterTheirEnd() {
        saveOverride(0);
        saveOverride(Duration.ofDays(9_000).toSeconds());

        assertKeptFor(365, DataKind.ON_CALL_OVERRIDES, () -> count(ON_CALL_OVERRIDE) == 2);
    }

    @Test
    void statesOfAssistantsWhoLeftAreKeptFor90Days() {
        savePresence(LEA, AssistantState.OFF);

        assertKeptFor(90, DataKind.ASSISTANT_STATES, () -> count(ASSISTANT_PRESENCE) == 1);
    }

    @Test
    void textsOfPracticesAreKeptForSixYearsAfterTheNextTextCameIntoUse() {
        saveText(LILAS, TEXT, start.minus(Duration.ofDays(4_000)));
        saveText(LILAS, NEXT_TEXT, start);

        assertKeptFor(
                2_190,
                DataKind.PRACTICE_VERSIONS,
                () -> history.source(LILAS, 1).isPresent());
        assertEquals(Optional.of(NEXT_TEXT), history.source(LILAS, 2), "it is in use");
    }

    @Test
    void lastTextOfAPracticeThatLeftGoesWithItsLastCall() {
        saveText(GONE, TEXT, start);
        clock.advance(Duration.ofDays(2_000));
        writeCall(GONE, CALL);
        clock.advance(Duration.ofDays(200));

        applyRetention();
        assertEquals(1, history.latest(GONE, 9).size());
        assertFalse(store.hasLeft(GONE));
        clock.advance(Duration.ofDays(200));
        applyRetention();

        assertTrue(store.hasLeft(GONE));
        assertEquals(
                List.of(),
                history.latest(GONE, 9).stream().map(PracticeVersion::number).toList());
    }

    @Test
    void practiceInTheSettingsHasNotLeft() {
        assertFalse(store.hasLeft(LILAS));
        assertTrue(store.hasLeft(GONE));
        recordings.save(recording(RecordingState.EXPIRED, GONE));
        assertFalse(store.hasLeft(GONE), "the row holds a pseudonym");
    }

    @Test
    void eachPracticesRowsAreEnteredInTheAuditLogAsTheEnginesOwnAct() {
        writeCall(ROYAL, new CallId("call-2"));
        writeCall(LILAS, CALL);
        clock.advance(Duration.ofDays(366));

        new RowRetention(DataKind.JOURNAL, store, audit, calendar).deleteExpired(_ -> {});

        assertEquals(
                List.of(
                        "open DATA_EXPIRED",
                        "close DATA_EXPIRED SUCCEEDED",
                        "open DATA_EXPIRED",
                        "close DATA_EXPIRED SUCCEEDED"),
                audit.log());
        assertEquals(
                List.of(Optional.of(LILAS), Optional.of(ROYAL)),
                audit.requests().stream().map(request -> request.practice()).toList());
        var entry = audit.requests().getFirst();
        assertEquals("engine", entry.actor().name());
        assertEquals("journal", entry.object().name());
        assertEquals(Map.of("before", "2026-11-18T23:00:00Z"), entry.details());
        assertEquals(List.of(Map.of("rows", "2"), Map.of("rows", "2")), audit.results());
    }

    @Test
    void rowsOfADayAreDeletedOnceAndInShortTransactions() {
        journal.write(IntStream.range(0, 1_201)
                .mapToObj(i ->
                        new JournalEntry(CALL, LILAS, start.plusSeconds(i), CallEvent.ANSWERED, new Detail.Nothing()))
                .toList());
        clock.advance(Duration.ofDays(366));

        var retention = new RowRetention(DataKind.JOURNAL, new CountingBatches(), audit, calendar);
        for (int hour = 0; hour < 3; hour++) {
            retention.deleteExpired(count -> onDeleted(DataKind.JOURNAL, count));
            clock.advance(Duration.ofHours(1));
        }

        assertEquals(List.of(500, 500, 201), batches);
        assertEquals(Map.of(DataKind.JOURNAL, 1_201L), deleted);
        assertEquals(2, audit.log().size(), "one entry and its result");
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        for (DataKind kind : RowRetention.KINDS) {
            assertThrows(StoreUnavailableException.class, () -> store.findExpired(kind, start));
        }
        assertThrows(StoreUnavailableException.class, () -> store.hasLeft(GONE));
    }

    @Test
    void kindsThatAreNoRowsAreRefused() {
        for (DataKind kind : List.of(DataKind.RECORDINGS, DataKind.AUDIT_LOG, DataKind.PSEUDONYM_KEYS)) {
            assertThrows(IllegalArgumentException.class, () -> store.findExpired(kind, start));
        }
    }

    @Override
    public void onDeleted(DataKind kind, long count) {
        deleted.merge(kind, count, Long::sum);
    }

    @Override
    public void onFailed(DataKind kind) {
        failed.add(kind);
    }

    /// The rows are of the first day: they are kept for whole days after it.
    private void assertKeptFor(int days, DataKind kind, BooleanSupplier isStored) {
        Instant midnight = LocalDate.ofInstant(start, PARIS)
                .plusDays(days + 1L)
                .atStartOfDay(PARIS)
                .toInstant();
        clock.advance(Duration.between(clock.instant(), midnight.minusSeconds(1)));
        applyRetention();
        assertTrue(isStored.getAsBoolean(), "its last day has not ended");
        assertEquals(null, deleted.get(kind));

        clock.advance(Duration.ofSeconds(1));
        applyRetention();

        assertFalse(isStored.getAsBoolean(), "its last day has ended");
        assertTrue(deleted.containsKey(kind));
        assertEquals(List.of(), failed);
    }

    private void applyRetention() {
        Stream<KindRetention> kinds =
                RowRetention.KINDS.stream().map(kind -> new RowRetention(kind, store, audit, calendar));
        new DataRetention(kinds.toList(), this).run();
    }

    private void writeCall(PracticeId practice, CallId call) {
        Instant now = clock.instant();
        journal.write(List.of(
                new JournalEntry(call, practice, now, CallEvent.ARRIVED, new Detail.Nothing()),
                new JournalEntry(
                        call,
                        practice,
                        now.plusSeconds(60),
                        CallEvent.ENDED,
                        new Detail.WithDisposition(Disposition.HANDLED, Optional.of(HangupCause.NORMAL)))));
    }

    private boolean hasCallRecord() {
        return count(CALL_RECORD) == 1;
    }

    private int count(Table<?> table) {
        return database.transactions().read("count", sql -> sql.fetchCount(table));
    }

    private void saveText(PracticeId practice, PracticeSource text, Instant at) {
        history.save(Map.of(practice, text), new PracticeChange("claire", "Fermé le 24"), at, () -> {});
    }

    private OnCallOverride saveOverride(long secondsFromStart) {
        var saved = overrides.save(new OnCallOverride.Draft(
                RotaId.ofPractice(LILAS.value()),
                List.of(new Line("doctor")),
                start.plusSeconds(secondsFromStart),
                start.plusSeconds(secondsFromStart + 60),
                "claire",
                "Dr Martin is ill",
                start));
        return ((SaveResult.Saved) saved).override();
    }

    private void savePresence(Login login, AssistantState state) {
        database.transactions().run("save", sql -> {
            sql.insertInto(TEAM)
                    .set(TEAM.ID, new TeamId("centre"))
                    .onDuplicateKeyIgnore()
                    .execute();
            return sql.insertInto(ASSISTANT_PRESENCE)
                    .set(ASSISTANT_PRESENCE.LOGIN, login)
                    .set(ASSISTANT_PRESENCE.TEAM, new TeamId("centre"))
                    .set(ASSISTANT_PRESENCE.STATE, state)
                    .set(ASSISTANT_PRESENCE.SINCE, start)
                    .set(ASSISTANT_PRESENCE.READY_SINCE, start)
                    .execute();
        });
    }

    private static RecordingId id() {
        return new RecordingId("0199aaaa-0000-7000-8000-000000000001");
    }

    private Recording recording(RecordingState state) {
        return recording(state, LILAS);
    }

    private Recording recording(RecordingState state, PracticeId practice) {
        return new Recording(
                        id(),
                        new RecordingKind.Message(Optional.empty()),
                        CALL,
                        practice,
                        Optional.of("0123456789abcdef0123456789abcdef"),
                        Optional.of(LEA),
                        start.truncatedTo(ChronoUnit.MICROS),
                        state,
                        LocalDate.of(2027, 5, 30),
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty())
                .withSealedFile(state, new Sealed(id(), "ab".repeat(32), 70_000, 16_000));
    }

    /// The store, which also notes how many rows each transaction deletes.
    private final class CountingBatches implements RetentionStore {

        @Override
        public List<ExpiredRows> findExpired(DataKind kind, Instant before) {
            return store.findExpired(kind, before);
        }

        @Override
        public int delete(ExpiredRows rows, int limit) {
            int count = store.delete(rows, limit);
            batches.add(count);
            return count;
        }

        @Override
        public boolean hasLeft(PracticeId practice) {
            return store.hasLeft(practice);
        }
    }
}
