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
class RecordingBookTest {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingBookTest.class);
    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId ROYAL = new PracticeId("port-royal");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final LocalDate LAST_DAY = LocalDate.of(2027, 5, 30);
    private static final BucketKeyId MAY = new BucketKeyId(LILAS, YearMonth.of(2027, 5), 1);
    private static final BucketKeyId NEXT = new BucketKeyId(LILAS, YearMonth.of(2027, 5), 2);
    private static final String PSEUDONYM = "0123456789abcdef0123456789abcdef";

    private final TestDatabase kind;
    private Database database;
    private JooqRecordingBook book;

    RecordingBookTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.fresh());
        book = new JooqRecordingBook(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRowThatIsRefusedLeavesTheOneBeforeIt() {
        book.write(recording(1));
        refuse("state", "ERASED");

        assertThrows(
                StoreUnavailableException.class, () -> book.write(recording(1).gone(RecordingState.ERASED)));

        assertEquals(Optional.of(recording(1)), book.of(id(1)));
    }

    @Test
    void aFailedStatementIsToldWithoutItsValues() {
        refuse("state", "OPEN");

        var fault = assertThrows(StoreUnavailableException.class, () -> book.write(recording(1)));

        LOG.warn("book.failed", fault); // The guard of every test listens to the whole chain.
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains(PSEUDONYM));
        }
    }

    @Test
    void allKeysAreMovedOrNone() {
        book.write(recording(1));
        book.write(recording(2));
        refuse("bucket", NEXT.toString());
        var moved = new WrappedKey(NEXT, "B".repeat(80));
        var stays = new WrappedKey(MAY, "C".repeat(80));

        assertThrows(StoreUnavailableException.class, () -> book.rewrap(Map.of(id(1), stays, id(2), moved)));

        assertEquals(List.of(recording(1), recording(2)), book.under(MAY));
    }

    @Test
    void whatIsNotThereIsNotFoundAndChangesNothing() {
        book.hold(id(1), true);
        book.pause(id(1), true);
        book.rewrap(Map.of(id(1), new WrappedKey(NEXT, "B".repeat(80))));

        assertEquals(Optional.empty(), book.of(id(1)));
        assertEquals(List.of(), book.of(new CallId("call-1")));
        assertEquals(List.of(), book.open());
    }

    @Test
    void aRecordingComesBackWhole() {
        book.write(recording(1));
        book.write(sealed(2));

        assertEquals(Optional.of(recording(1)), book.of(id(1)));
        assertEquals(Optional.of(sealed(2)), book.of(id(2)));
    }

    @Test
    void ofWhatIsGoneTheRowStaysWithoutItsKey() {
        book.write(sealed(1));
        for (RecordingState state : RecordingState.values()) {
            var gone = sealed(1).gone(state);
            book.write(gone);
            assertEquals(Optional.of(gone), book.of(id(1)), state.name());
        }
        assertEquals(List.of(), book.under(MAY));
    }

    @Test
    void whoPresentedNoNumberHasNoPseudonym() {
        var nameless = bare(1);
        book.write(nameless);

        assertEquals(Optional.of(nameless), book.of(id(1)));
        assertEquals(List.of(), book.of(LILAS, PSEUDONYM));
    }

    @Test
    void aPatientsRecordingsAreThoseOfOnePractice() {
        book.write(recording(2));
        book.write(recording(1));
        book.write(of(ROYAL, 3));

        assertEquals(List.of(recording(1), recording(2)), book.of(LILAS, PSEUDONYM));
    }

    @Test
    void aPracticesRecordingsAreThoseOfATimeOldestFirst() {
        for (int second = 4; second > 0; second--) {
            book.write(recording(second));
        }
        book.write(of(ROYAL, 5));

        assertEquals(List.of(recording(2), recording(3)), book.of(LILAS, NOON.plusSeconds(2), NOON.plusSeconds(4), 10));
        assertEquals(List.of(recording(1)), book.of(LILAS, NOON, NOON.plusSeconds(9), 1));
    }

    @Test
    void openAreThoseThatHaveNotEnded() {
        book.write(recording(2));
        book.write(recording(1));
        book.write(sealed(3));

        assertEquals(List.of(recording(1), recording(2)), book.open());
    }

    @Test
    void expiredAreKeptOnesWhoseLastDayIsOverAndThatNoHoldKeeps() {
        book.write(recording(1));
        book.write(sealed(2));
        book.write(sealed(3));
        book.write(sealed(4).gone(RecordingState.ERASED));
        book.write(sealed(5));
        book.hold(id(3), true);

        assertEquals(List.of(), book.expired(LAST_DAY, 10), "its last day is not over");
        assertEquals(List.of(sealed(2), sealed(5)), book.expired(LAST_DAY.plusDays(1), 10));
        assertEquals(List.of(sealed(2)), book.expired(LAST_DAY.plusDays(1), 1));
    }

    @Test
    void aHoldChangesNothingElse() {
        book.write(sealed(1));
        var moved = new WrappedKey(NEXT, "B".repeat(80));
        book.rewrap(Map.of(id(1), moved));

        book.hold(id(1), true);

        Recording held = book.of(id(1)).orElseThrow();
        assertEquals(true, held.held());
        assertEquals(Optional.of(moved), held.key());
        assertEquals(sealed(1).sealed(), held.sealed());
        book.hold(id(1), false);
        assertEquals(false, book.of(id(1)).orElseThrow().held());
    }

    @Test
    void aPauseChangesNothingElse() {
        book.write(recording(1));

        book.pause(id(1), true);

        assertEquals(Optional.of(recording(1).paused(true)), book.of(id(1)));
        book.pause(id(1), false);
        assertEquals(Optional.of(recording(1)), book.of(id(1)));
    }

    @Test
    void keysAreMovedAndNothingElse() {
        book.write(recording(1));
        book.write(sealed(2));
        book.write(of(ROYAL, 3));
        var moved = new WrappedKey(NEXT, "B".repeat(80));

        book.rewrap(Map.of(id(2), moved));

        assertEquals(List.of(recording(1), of(ROYAL, 3)), book.under(MAY));
        Recording row = book.under(NEXT).getFirst();
        assertEquals(Optional.of(moved), row.key());
        assertEquals(sealed(2).sealed(), row.sealed());
        assertEquals(sealed(2).started(), row.started());
    }

    /// From now on the database takes no row with that word.
    private void refuse(String column, String word) {
        database.transactions()
                .run(
                        "test: a row that is refused",
                        sql -> sql.execute("alter table recording add constraint refused check (" + column + " <> '"
                                + word + "')"));
    }

    private static RecordingId id(int second) {
        return new RecordingId("0199aaaa-0000-7000-8000-00000000000" + second);
    }

    private static Recording recording(int second) {
        return of(LILAS, second);
    }

    private static Recording sealed(int second) {
        return recording(second).with(RecordingState.SEALED, new Sealed(id(second), "ab".repeat(32), 70_000, 16_000));
    }

    private static Recording bare(int second) {
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

    private static Recording of(PracticeId practice, int second) {
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
                Optional.of(new WrappedKey(MAY, "A".repeat(80))),
                Optional.empty());
    }
}
