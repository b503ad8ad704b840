package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.message.Message;
import org.permanence.message.MessageState;
import org.permanence.message.UnreadEscalationState;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingKind.CallBack;
import org.permanence.recording.RecordingState;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.SealedNumber;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class MessageBookTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId ROYAL = new PracticeId("port-royal");
    private static final Line DOCTOR = new Line("doctor");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final CallBack THERE = new CallBack(new SealedNumber("A".repeat(59)), "ab".repeat(16), true);

    private final TestDatabase kind;
    private Database database;
    private JooqRecordingBook recordings;
    private JooqMessageBook book;

    MessageBookTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.fresh());
        recordings = new JooqRecordingBook(database);
        book = new JooqMessageBook(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aMessageIsBegunOnce() {
        book.create(id(1), LILAS, NOON);

        assertThrows(StoreUnavailableException.class, () -> book.create(id(1), LILAS, NOON));
    }

    @Test
    void aMessageThatIsNotWholeIsNobodys() {
        recordings.write(recording(1));
        book.create(id(1), LILAS, NOON);

        assertEquals(Optional.empty(), book.find(id(1)));
        assertEquals(List.of(), book.find(LILAS, 10));
        assertEquals(List.of(), book.completeButUnannounced());
    }

    @Test
    void aMessageMovesOnlyWhereItsStateLeads() {
        leaves(1);

        assertFalse(book.transition(id(2), MessageState.READ));
        assertFalse(book.transition(id(1), MessageState.READ));
        assertTrue(book.transition(id(1), MessageState.NEW));
        assertFalse(book.transition(id(1), MessageState.NEW));
        assertTrue(book.transition(id(1), MessageState.ESCALATED));
        assertTrue(book.transition(id(1), MessageState.READ));
        assertFalse(book.transition(id(1), MessageState.ESCALATED));
        assertTrue(book.transition(id(1), MessageState.ACKNOWLEDGED));
        assertEquals(MessageState.ACKNOWLEDGED, book.find(id(1)).orElseThrow().state());
    }

    @Test
    void aPracticesMessagesComeOldestFirstWithTheirRecordings() {
        leaves(2);
        leaves(1);
        recordings.write(sealed(3, ROYAL));
        book.create(id(3), ROYAL, NOON);

        assertEquals(
                List.of(
                        new Message(sealed(1, LILAS), MessageState.IN_PROGRESS, NOON, Optional.empty()),
                        new Message(sealed(2, LILAS), MessageState.IN_PROGRESS, NOON, Optional.empty())),
                book.find(LILAS, 10));
        assertEquals(1, book.find(LILAS, 1).size());
        assertEquals(3, book.completeButUnannounced().size());
    }

    @Test
    void onlyWhatIsNewAndLateIsUnread() {
        leaves(1);
        leaves(2);
        book.transition(id(1), MessageState.NEW);

        assertEquals(List.of(), book.newlyOverdue(NOON));
        assertEquals(1, book.newlyOverdue(NOON.plusSeconds(1)).size());
        book.transition(id(1), MessageState.READ);
        assertEquals(List.of(), book.newlyOverdue(NOON.plusSeconds(1)));
    }

    @Test
    void aPracticeHasUnreadMessagesWhereOneIsLateAlarmOrNot() {
        leaves(1);
        leaves(2);
        assertEquals(List.of(), book.practicesWithOverdue(NOON.plusSeconds(1)), "not whole");
        book.transition(id(1), MessageState.NEW);
        book.transition(id(2), MessageState.NEW);
        assertEquals(List.of(), book.practicesWithOverdue(NOON));

        assertEquals(List.of(LILAS), book.practicesWithOverdue(NOON.plusSeconds(1)));
        book.transition(id(1), MessageState.ESCALATED);
        book.transition(id(2), MessageState.READ);
        assertEquals(List.of(LILAS), book.practicesWithOverdue(NOON.plusSeconds(1)));
        book.transition(id(1), MessageState.ACKNOWLEDGED);
        assertEquals(List.of(), book.practicesWithOverdue(NOON.plusSeconds(1)));
    }

    @Test
    void ofTwoEnginesOneIsToldThatItRings() {
        UnreadEscalationState doctor = round(Optional.of(DOCTOR), NOON.plusNanos(999));
        assertTrue(book.replaceEscalationState(Optional.empty(), doctor));
        assertFalse(book.replaceEscalationState(Optional.empty(), doctor));
        assertEquals(Optional.empty(), book.escalationState(ROYAL));
        assertEquals(
                Optional.of(round(Optional.of(DOCTOR), NOON)), book.escalationState(LILAS), "microseconds are kept");

        UnreadEscalationState over = round(Optional.empty(), NOON.plusSeconds(60));
        assertFalse(book.replaceEscalationState(Optional.of(round(Optional.empty(), NOON)), over), "another is rung");
        assertFalse(
                book.replaceEscalationState(Optional.of(round(Optional.of(DOCTOR), NOON.plusSeconds(1))), over),
                "another time");
        assertTrue(book.replaceEscalationState(Optional.of(doctor), over));
        assertFalse(book.replaceEscalationState(Optional.of(doctor), over));
        assertTrue(book.replaceEscalationState(Optional.of(over), doctor));
    }

    @Test
    void whoeverAcceptsStandsBesideEachLateMessageOfThePracticeAndNoOther() {
        var acceptance = new Message.Acceptance(DOCTOR, NOON.plusSeconds(1));
        leaves(1);
        leaves(2);
        leaves(3);
        recordings.write(sealed(4, ROYAL));
        book.create(id(4), ROYAL, NOON);
        IntStream.of(1, 2, 3, 4).forEach(message -> book.transition(id(message), MessageState.NEW));
        book.transition(id(2), MessageState.ESCALATED);
        book.transition(id(3), MessageState.READ);
        UnreadEscalationState over = round(Optional.empty(), NOON.plusSeconds(1800));

        assertEquals(2, book.saveAcceptance(over, acceptance, NOON.plusSeconds(600)));

        assertEquals(Optional.of(over), book.escalationState(LILAS));
        assertEquals(
                new Message(sealed(2, LILAS), MessageState.ESCALATED, NOON.plusSeconds(600), Optional.of(acceptance)),
                book.find(id(2)).orElseThrow());
        assertEquals(Optional.of(acceptance), book.find(id(1)).orElseThrow().acceptance());
        assertEquals(Optional.empty(), book.find(id(3)).orElseThrow().acceptance());
        assertEquals(List.of(ROYAL), book.practicesWithOverdue(NOON.plusSeconds(2)));
        assertEquals(List.of(LILAS, ROYAL), book.practicesWithOverdue(NOON.plusSeconds(601)));
    }

    private static UnreadEscalationState round(Optional<Line> last, Instant next) {
        return new UnreadEscalationState(LILAS, last, 1, next);
    }

    @Test
    void whatIsGoneIsForgottenAndNothingElse() {
        leaves(1);
        leaves(2);
        recordings.write(recording(3));
        book.create(id(3), LILAS, NOON);
        recordings.write(sealed(1, LILAS).gone(RecordingState.ERASED));

        assertEquals(1, book.deleteWithoutRecording());
        assertEquals(0, book.deleteWithoutRecording());
        recordings.write(sealed(1, LILAS));
        assertEquals(Optional.empty(), book.find(id(1)));
        assertTrue(book.find(id(2)).isPresent());
    }

    @Test
    void whomToCallBackIsKeptBesideTheRecordingUntilItIsGone() {
        leaves(1);

        recordings.callBack(id(1), THERE);

        assertEquals(
                Optional.of(THERE), recordings.of(id(1)).orElseThrow().kind().whomToCall());
        assertEquals(
                List.of(id(1)),
                recordings.of(LILAS, THERE.pseudonym()).stream()
                        .map(Recording::id)
                        .toList());
        recordings.write(recordings.of(id(1)).orElseThrow().gone(RecordingState.ERASED));
        recordings.callBack(id(1), THERE);
        assertEquals(
                Optional.of(new RecordingKind.Message(Optional.empty())),
                recordings.of(id(1)).map(Recording::kind));
    }

    private void leaves(int second) {
        recordings.write(sealed(second, LILAS));
        book.create(id(second), LILAS, NOON);
    }

    private static RecordingId id(int second) {
        return new RecordingId("0199aaaa-0000-7000-8000-00000000000" + second);
    }

    private static Recording sealed(int second, PracticeId practice) {
        return recording(second, practice)
                .with(RecordingState.SEALED, new Sealed(id(second), "ab".repeat(32), 70_000, 16_000));
    }

    private static Recording recording(int second) {
        return recording(second, LILAS);
    }

    private static Recording recording(int second, PracticeId practice) {
        return new Recording(
                id(second),
                new RecordingKind.Message(Optional.empty()),
                new CallId("call-" + second),
                practice,
                Optional.empty(),
                Optional.empty(),
                NOON.plusSeconds(second),
                RecordingState.OPEN,
                LocalDate.of(2027, 5, 30),
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }
}
