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
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.message.Message;
import org.permanence.message.MessageState;
import org.permanence.message.UnreadEscalationState;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingKind.CallbackNumber;
import org.permanence.recording.RecordingState;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.seal.SealedNumber;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class MessageStoreTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeScope SCOPE = Policy.scopeOfEngine(LILAS);
    private static final PracticeId ROYAL = new PracticeId("port-royal");
    private static final Line DOCTOR = new Line("doctor");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final CallbackNumber CALLBACK_NUMBER =
            new CallbackNumber(new SealedNumber("A".repeat(59)), "ab".repeat(16), true);

    private final TestDatabase kind;
    private Database database;
    private JooqRecordingStore recordings;
    private JooqMessageStore store;

    MessageStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        recordings = new JooqRecordingStore(database);
        store = new JooqMessageStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void messageIsCreatedOnce() {
        store.create(id(1), LILAS, NOON);

        assertThrows(StoreUnavailableException.class, () -> store.create(id(1), LILAS, NOON));
    }

    @Test
    void incompleteMessageIsNotListed() {
        recordings.save(recording(1));
        store.create(id(1), LILAS, NOON);

        assertEquals(Optional.empty(), store.find(SCOPE, id(1)));
        assertEquals(List.of(), store.find(LILAS, 10));
        assertEquals(List.of(), store.completeButUnannounced());
    }

    @Test
    void messageOfAnotherPracticeIsNeitherFoundNorChanged() {
        leaveMessage(1);
        store.transition(SCOPE, id(1), MessageState.NEW);
        var other = Policy.scopeOfEngine(ROYAL);

        assertFalse(store.transition(other, id(1), MessageState.ACKNOWLEDGED));
        assertEquals(Optional.empty(), store.find(other, id(1)));
        assertEquals(MessageState.NEW, store.find(SCOPE, id(1)).orElseThrow().state());
    }

    @Test
    void onlyAllowedStateTransitionsHappen() {
        leaveMessage(1);

        assertFalse(store.transition(SCOPE, id(2), MessageState.READ));
        assertFalse(store.transition(SCOPE, id(1), MessageState.READ));
        assertTrue(store.transition(SCOPE, id(1), MessageState.NEW));
        assertFalse(store.transition(SCOPE, id(1), MessageState.NEW));
        assertTrue(store.transition(SCOPE, id(1), MessageState.ESCALATED));
        assertTrue(store.transition(SCOPE, id(1), MessageState.READ));
        assertFalse(store.transition(SCOPE, id(1), MessageState.ESCALATED));
        assertTrue(store.transition(SCOPE, id(1), MessageState.ACKNOWLEDGED));
        assertEquals(
                MessageState.ACKNOWLEDGED,
                store.find(SCOPE, id(1)).orElseThrow().state());
    }

    @Test
    void messagesOfAPracticeComeOldestFirstWithTheirRecordings() {
        leaveMessage(2);
        leaveMessage(1);
        recordings.save(sealed(3, ROYAL));
        store.create(id(3), ROYAL, NOON);

        assertEquals(
                List.of(
                        new Message(sealed(1, LILAS), MessageState.IN_PROGRESS, NOON, Optional.empty()),
                        new Message(sealed(2, LILAS), MessageState.IN_PROGRESS, NOON, Optional.empty())),
                store.find(LILAS, 10));
        assertEquals(1, store.find(LILAS, 1).size());
        assertEquals(3, store.completeButUnannounced().size());
    }

    @Test
    void onlyNewMessagesPastTheirDeadlineAreUnread() {
        leaveMessage(1);
        leaveMessage(2);
        store.transition(SCOPE, id(1), MessageState.NEW);

        assertEquals(List.of(), store.newlyOverdue(NOON));
        assertEquals(1, store.newlyOverdue(NOON.plusSeconds(1)).size());
        store.transition(SCOPE, id(1), MessageState.READ);
        assertEquals(List.of(), store.newlyOverdue(NOON.plusSeconds(1)));
    }

    @Test
    void practiceHasUnreadMessagesBeforeAndAfterTheAlarm() {
        leaveMessage(1);
        leaveMessage(2);
        assertEquals(List.of(), store.practicesWithOverdue(NOON.plusSeconds(1)), "not whole");
        store.transition(SCOPE, id(1), MessageState.NEW);
        store.transition(SCOPE, id(2), MessageState.NEW);
        assertEquals(List.of(), store.practicesWithOverdue(NOON));

        assertEquals(List.of(LILAS), store.practicesWithOverdue(NOON.plusSeconds(1)));
        store.transition(SCOPE, id(1), MessageState.ESCALATED);
        store.transition(SCOPE, id(2), MessageState.READ);
        assertEquals(List.of(LILAS), store.practicesWithOverdue(NOON.plusSeconds(1)));
        store.transition(SCOPE, id(1), MessageState.ACKNOWLEDGED);
        assertEquals(List.of(), store.practicesWithOverdue(NOON.plusSeconds(1)));
    }

    @Test
    void onlyOneOfTwoEnginesStartsAnEscalationRound() {
        UnreadEscalationState doctor = escalationState(Optional.of(DOCTOR), NOON.plusNanos(999));
        assertTrue(store.replaceEscalationState(Optional.empty(), doctor));
        assertFalse(store.replaceEscalationState(Optional.empty(), doctor));
        assertEquals(Optional.empty(), store.escalationState(ROYAL));
        assertEquals(
                Optional.of(escalationState(Optional.of(DOCTOR), NOON)),
                store.escalationState(LILAS),
                "times are stored to the microsecond");

        UnreadEscalationState finished = escalationState(Optional.empty(), NOON.plusSeconds(60));
        assertFalse(
                store.replaceEscalationState(Optional.of(escalationState(Optional.empty(), NOON)), finished),
                "a line is ringing");
        assertFalse(
                store.replaceEscalationState(
                        Optional.of(escalationState(Optional.of(DOCTOR), NOON.plusSeconds(1))), finished),
                "another time");
        assertTrue(store.replaceEscalationState(Optional.of(doctor), finished));
        assertFalse(store.replaceEscalationState(Optional.of(doctor), finished));
        assertTrue(store.replaceEscalationState(Optional.of(finished), doctor));
    }

    @Test
    void acceptanceIsStoredWithEveryOverdueMessageOfThePracticeOnly() {
        var acceptance = new Message.Acceptance(DOCTOR, NOON.plusSeconds(1));
        leaveMessage(1);
        leaveMessage(2);
        leaveMessage(3);
        recordings.save(sealed(4, ROYAL));
        store.create(id(4), ROYAL, NOON);
        IntStream.of(1, 2, 3).forEach(message -> store.transition(SCOPE, id(message), MessageState.NEW));
        store.transition(Policy.scopeOfEngine(ROYAL), id(4), MessageState.NEW);
        store.transition(SCOPE, id(2), MessageState.ESCALATED);
        store.transition(SCOPE, id(3), MessageState.READ);
        UnreadEscalationState finished = escalationState(Optional.empty(), NOON.plusSeconds(1800));

        assertEquals(2, store.saveAcceptance(finished, acceptance, NOON.plusSeconds(600)));

        assertEquals(Optional.of(finished), store.escalationState(LILAS));
        assertEquals(
                new Message(sealed(2, LILAS), MessageState.ESCALATED, NOON.plusSeconds(600), Optional.of(acceptance)),
                store.find(SCOPE, id(2)).orElseThrow());
        assertEquals(
                Optional.of(acceptance), store.find(SCOPE, id(1)).orElseThrow().acceptance());
        assertEquals(Optional.empty(), store.find(SCOPE, id(3)).orElseThrow().acceptance());
        assertEquals(List.of(ROYAL), store.practicesWithOverdue(NOON.plusSeconds(2)));
        assertEquals(List.of(LILAS, ROYAL), store.practicesWithOverdue(NOON.plusSeconds(601)));
    }

    private static UnreadEscalationState escalationState(Optional<Line> last, Instant next) {
        return new UnreadEscalationState(LILAS, last, 1, next);
    }

    @Test
    void onlyMessagesOfDeletedRecordingsAreDeleted() {
        leaveMessage(1);
        leaveMessage(2);
        recordings.save(recording(3));
        store.create(id(3), LILAS, NOON);
        recordings.save(sealed(1, LILAS).withContentRemoved(RecordingState.ERASED));

        assertEquals(1, store.deleteWithoutRecording());
        assertEquals(0, store.deleteWithoutRecording());
        recordings.save(sealed(1, LILAS));
        assertEquals(Optional.empty(), store.find(SCOPE, id(1)));
        assertTrue(store.find(SCOPE, id(2)).isPresent());
    }

    @Test
    void callbackNumberIsKeptUntilTheRecordingIsDeleted() {
        leaveMessage(1);

        recordings.setCallback(id(1), CALLBACK_NUMBER);

        assertEquals(
                Optional.of(CALLBACK_NUMBER),
                recordings.find(SCOPE, id(1)).orElseThrow().kind().requestedCallback());
        assertEquals(
                List.of(id(1)),
                recordings.find(LILAS, CALLBACK_NUMBER.pseudonym()).stream()
                        .map(Recording::id)
                        .toList());
        recordings.save(recordings.find(SCOPE, id(1)).orElseThrow().withContentRemoved(RecordingState.ERASED));
        recordings.setCallback(id(1), CALLBACK_NUMBER);
        assertEquals(
                Optional.of(new RecordingKind.Message(Optional.empty())),
                recordings.find(SCOPE, id(1)).map(Recording::kind));
    }

    private void leaveMessage(int second) {
        recordings.save(sealed(second, LILAS));
        store.create(id(second), LILAS, NOON);
    }

    private static RecordingId id(int second) {
        return new RecordingId("0199aaaa-0000-7000-8000-00000000000" + second);
    }

    private static Recording sealed(int second, PracticeId practice) {
        return recording(second, practice)
                .withSealedFile(RecordingState.SEALED, new Sealed(id(second), "ab".repeat(32), 70_000, 16_000));
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
