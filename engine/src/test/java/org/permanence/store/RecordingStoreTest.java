package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingState;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.WrappedKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RecordingStoreTest {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingStoreTest.class);
    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeScope SCOPE = Policy.scopeOfEngine(LILAS);
    private static final PracticeId ROYAL = new PracticeId("port-royal");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final LocalDate LAST_DAY = LocalDate.of(2027, 5, 30);
    private static final BucketKeyId CURRENT_KEY = new BucketKeyId(LILAS, YearMonth.of(2027, 5), 1);
    private static final BucketKeyId NEXT_KEY = new BucketKeyId(LILAS, YearMonth.of(2027, 5), 2);
    private static final String PSEUDONYM = "0123456789abcdef0123456789abcdef";

    private final TestDatabase kind;
    private Database database;
    private JooqRecordingStore recordingStore;

    RecordingStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        recordingStore = new JooqRecordingStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void previousRowStaysWhenTheDatabaseRejectsTheNewOne() {
        recordingStore.save(recording(1));
        addRejectingConstraint("state", "ERASED");

        assertThrows(
                StoreUnavailableException.class,
                () -> recordingStore.save(recording(1).withContentRemoved(RecordingState.ERASED)));

        assertEquals(Optional.of(recording(1)), recordingStore.find(SCOPE, id(1)));
    }

    @Test
    void errorOfAFailedStatementContainsNoValues() {
        addRejectingConstraint("state", "OPEN");

        var fault = assertThrows(StoreUnavailableException.class, () -> recordingStore.save(recording(1)));

        LOG.warn("store.failed", fault); // The log guard of every test reads the whole chain of causes.
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains(PSEUDONYM));
        }
    }

    @Test
    void rewrapMovesAllKeysOrNone() {
        recordingStore.save(recording(1));
        recordingStore.save(recording(2));
        addRejectingConstraint("bucket_key", NEXT_KEY.toString());
        var moved = new WrappedKey(NEXT_KEY, "B".repeat(80));
        var stays = new WrappedKey(CURRENT_KEY, "C".repeat(80));

        assertThrows(
                StoreUnavailableException.class, () -> recordingStore.replaceKeys(Map.of(id(1), stays, id(2), moved)));

        assertEquals(List.of(recording(1), recording(2)), recordingStore.findByKey(CURRENT_KEY));
    }

    @Test
    void changingAnUnknownRecordingDoesNothing() {
        recordingStore.setHold(SCOPE, id(1), true);
        recordingStore.setPaused(id(1), true);
        recordingStore.replaceKeys(Map.of(id(1), new WrappedKey(NEXT_KEY, "B".repeat(80))));

        assertEquals(Optional.empty(), recordingStore.find(SCOPE, id(1)));
        assertEquals(List.of(), recordingStore.find(new CallId("call-1")));
        assertEquals(List.of(), recordingStore.findOpen());
    }

    @Test
    void everyFieldOfARecordingIsStored() {
        recordingStore.save(recording(1));
        recordingStore.save(sealed(2));

        assertEquals(Optional.of(recording(1)), recordingStore.find(SCOPE, id(1)));
        assertEquals(Optional.of(sealed(2)), recordingStore.find(SCOPE, id(2)));
    }

    @Test
    void deletedRecordingKeepsItsRowButNotItsKey() {
        recordingStore.save(sealed(1));
        for (RecordingState state : RecordingState.values()) {
            var deleted = sealed(1).withContentRemoved(state);
            recordingStore.save(deleted);
            assertEquals(Optional.of(deleted), recordingStore.find(SCOPE, id(1)), state.name());
        }
        assertEquals(List.of(), recordingStore.findByKey(CURRENT_KEY));
    }

    @Test
    void callerWithoutANumberHasNoPseudonym() {
        var anonymous = recordingWithoutCaller(1);
        recordingStore.save(anonymous);

        assertEquals(Optional.of(anonymous), recordingStore.find(SCOPE, id(1)));
        assertEquals(List.of(), recordingStore.find(LILAS, PSEUDONYM));
    }

    @Test
    void recordingsOfACallerAreThoseOfOnePractice() {
        recordingStore.save(recording(2));
        recordingStore.save(recording(1));
        recordingStore.save(recordingOf(ROYAL, 3));

        assertEquals(List.of(recording(1), recording(2)), recordingStore.find(LILAS, PSEUDONYM));
    }

    @Test
    void recordingsOfAPracticeInATimeRangeComeOldestFirst() {
        for (int second = 4; second > 0; second--) {
            recordingStore.save(recording(second));
        }
        recordingStore.save(recordingOf(ROYAL, 5));

        assertEquals(
                List.of(recording(2), recording(3)),
                recordingStore.find(LILAS, NOON.plusSeconds(2), NOON.plusSeconds(4), 10));
        assertEquals(List.of(recording(1)), recordingStore.find(LILAS, NOON, NOON.plusSeconds(9), 1));
    }

    @Test
    void openRecordingsAreThoseNotEnded() {
        recordingStore.save(recording(2));
        recordingStore.save(recording(1));
        recordingStore.save(sealed(3));

        assertEquals(List.of(recording(1), recording(2)), recordingStore.findOpen());
    }

    @Test
    void recordingExpiresAfterItsLastDayUnlessOnLegalHold() {
        recordingStore.save(recording(1));
        recordingStore.save(sealed(2));
        recordingStore.save(sealed(3));
        recordingStore.save(sealed(4).withContentRemoved(RecordingState.ERASED));
        recordingStore.save(sealed(5));
        recordingStore.setHold(SCOPE, id(3), true);

        assertEquals(List.of(), recordingStore.findExpired(LAST_DAY, 10), "its last day is not over");
        assertEquals(List.of(sealed(2), sealed(5)), recordingStore.findExpired(LAST_DAY.plusDays(1), 10));
        assertEquals(List.of(sealed(2)), recordingStore.findExpired(LAST_DAY.plusDays(1), 1));
    }

    @Test
    void recordingOfAnotherPracticeIsNeitherFoundNorHeld() {
        recordingStore.save(sealed(1));
        var other = Policy.scopeOfEngine(new PracticeId("port-royal"));

        recordingStore.setHold(other, id(1), true);

        assertEquals(Optional.empty(), recordingStore.find(other, id(1)));
        assertEquals(Optional.of(sealed(1)), recordingStore.find(SCOPE, id(1)));
    }

    @Test
    void engineKnowsTheFileOfEachKeptRecording() {
        recordingStore.save(recording(1));
        recordingStore.save(sealed(2));
        recordingStore.save(sealed(3).withContentRemoved(RecordingState.EXPIRED));

        assertEquals(Optional.of(RecordingState.OPEN), recordingStore.state(id(1)));
        assertEquals(Optional.empty(), recordingStore.state(id(4)));
        assertEquals(Optional.empty(), recordingStore.sealedFile(id(1)));
        assertEquals(sealed(2).sealed(), recordingStore.sealedFile(id(2)));
        assertEquals(Optional.empty(), recordingStore.sealedFile(id(3)));
    }

    @Test
    void legalHoldChangesNothingElse() {
        recordingStore.save(sealed(1));
        var moved = new WrappedKey(NEXT_KEY, "B".repeat(80));
        recordingStore.replaceKeys(Map.of(id(1), moved));

        recordingStore.setHold(SCOPE, id(1), true);

        Recording held = recordingStore.find(SCOPE, id(1)).orElseThrow();
        assertEquals(true, held.held());
        assertEquals(Optional.of(moved), held.key());
        assertEquals(sealed(1).sealed(), held.sealed());
        recordingStore.setHold(SCOPE, id(1), false);
        assertEquals(false, recordingStore.find(SCOPE, id(1)).orElseThrow().held());
    }

    @Test
    void pauseChangesNothingElse() {
        recordingStore.save(recording(1));

        recordingStore.setPaused(id(1), true);

        assertEquals(Optional.of(recording(1).withPaused(true)), recordingStore.find(SCOPE, id(1)));
        recordingStore.setPaused(id(1), false);
        assertEquals(Optional.of(recording(1)), recordingStore.find(SCOPE, id(1)));
    }

    @Test
    void rewrapChangesNothingButTheKey() {
        recordingStore.save(recording(1));
        recordingStore.save(sealed(2));
        recordingStore.save(recordingOf(ROYAL, 3));
        var moved = new WrappedKey(NEXT_KEY, "B".repeat(80));

        recordingStore.replaceKeys(Map.of(id(2), moved));

        assertEquals(List.of(recording(1), recordingOf(ROYAL, 3)), recordingStore.findByKey(CURRENT_KEY));
        Recording row = recordingStore.findByKey(NEXT_KEY).getFirst();
        assertEquals(Optional.of(moved), row.key());
        assertEquals(sealed(2).sealed(), row.sealed());
        assertEquals(sealed(2).started(), row.started());
    }

    /// From now on the database rejects rows with this word.
    private void addRejectingConstraint(String column, String value) {
        database.transactions()
                .run(
                        "test: a row that is refused",
                        sql -> sql.execute("alter table recording add constraint refused check (" + column + " <> '"
                                + value + "')"));
    }

    private static RecordingId id(int second) {
        return new RecordingId("0199aaaa-0000-7000-8000-00000000000" + second);
    }

    private static Recording recording(int second) {
        return recordingOf(LILAS, second);
    }

    private static Recording sealed(int second) {
        return recording(second)
                .withSealedFile(RecordingState.SEALED, new Sealed(id(second), "ab".repeat(32), 70_000, 16_000));
    }

    private static Recording recordingWithoutCaller(int second) {
        return new Recording(
                id(second),
                new RecordingKind.Conversation(),
                new CallId("call-" + second),
                LILAS,
                Optional.empty(),
                Optional.empty(),
                NOON.plusSeconds(second),
                RecordingState.OPEN,
                LAST_DAY,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static Recording recordingOf(PracticeId practice, int second) {
        return new Recording(
                id(second),
                new RecordingKind.Conversation(),
                new CallId("call-" + second),
                practice,
                Optional.of(PSEUDONYM),
                Optional.of(new Login("lea")),
                NOON.plusSeconds(second),
                RecordingState.OPEN,
                LAST_DAY,
                false,
                false,
                Optional.of(new WrappedKey(CURRENT_KEY, "A".repeat(80))),
                Optional.empty());
    }
}
