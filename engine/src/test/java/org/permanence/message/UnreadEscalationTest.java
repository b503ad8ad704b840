package org.permanence.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.call.Outside.Telling;
import org.permanence.oncall.OnCall;
import org.permanence.oncall.OnCallRota;
import org.permanence.practice.MessageRules;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingState;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.MemoryMessageBook;
import org.permanence.testing.MemoryRecordingBook;
import org.permanence.testing.ScriptedOutside;
import org.permanence.testing.SteppedClock;

/// The cases of [UnreadEscalation]. Two doctors are on call, and a message is late after four hours.
class UnreadEscalationTest {

    private static final Duration LATE = Duration.ofHours(4).plusSeconds(1);
    private static final Duration RINGING = Duration.ofSeconds(20);

    private final SteppedClock clock = new SteppedClock();
    private final MemoryRecordingBook recordings = new MemoryRecordingBook();
    private final MemoryMessageBook book = new MemoryMessageBook(recordings);
    private final ScriptedOutside outside = new ScriptedOutside();
    private final List<String> alarms = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private List<String> onCall = List.of("doctor", "second-doctor");
    private Practice practice = practice(true);
    private final UnreadEscalation engine = engine();

    @Test
    void whereThePracticeDoesNotSayItNobodyIsRung() {
        practice = practice(false);
        leaves(1);
        clock.advance(LATE);

        engine.round();

        assertEquals(List.of(), rung());
    }

    @Test
    void nobodyIsRungBeforeThePracticesTimeNorForWhatWasRead() {
        leaves(1);
        leaves(2);
        clock.advance(Duration.ofHours(4));
        engine.round();
        assertEquals(List.of(), rung());

        book.move(id(1), MessageState.READ);
        book.move(id(2), MessageState.ACKNOWLEDGED);
        clock.advance(LATE);
        engine.round();

        assertEquals(List.of(), rung());
    }

    @Test
    void whileTheBookIsAwayNobodyIsRung() {
        isLate(1);
        engine.round();
        book.goesAway();
        isInVain();
        book.comesBack();

        engine.round();
        assertEquals(List.of("doctor"), rung(), "the telephone might still ring");
        clock.advance(Duration.ofMinutes(2));
        engine.round();
        assertEquals(List.of("doctor", "second-doctor"), rung());
    }

    @Test
    void whoeverIsRungSeesThePracticesNumberAndHearsNothingOfTheMessage() {
        isLate(1);

        engine.round();

        Telling telling = outside.told().getFirst();
        assertEquals(Fixtures.LES_LILAS, telling.shown());
        assertEquals(RINGING, telling.patience());
        assertEquals("les-lilas.asked-unread", telling.question().name());
        assertEquals("fr.unread-accepted", telling.thanks().name());
    }

    @Test
    void oneAfterTheOtherIsRungUntilSomebodyAcceptsAndTheMessageStaysUnread() {
        isLate(1);
        engine.round();
        assertEquals(List.of("doctor"), rung());
        isInVain();
        assertEquals(List.of("doctor", "second-doctor"), rung());

        accepts();

        Message message = book.of(id(1)).orElseThrow();
        assertEquals(MessageState.ESCALATED, message.state());
        assertEquals(Optional.of(new Message.Accepted(new Line("second-doctor"), clock.instant())), message.accepted());
        assertEquals(List.of(), alarms);
    }

    @Test
    void whoeverAcceptedIsNotRungForItAgainBeforeThePracticesTimeHasPassedOnceMore() {
        isLate(1);
        engine.round();
        accepts();

        clock.advance(Duration.ofHours(4));
        engine.round();
        assertEquals(1, rung().size());
        clock.advance(Duration.ofSeconds(1));
        engine.round();
        assertEquals(List.of("doctor", "doctor"), rung());
    }

    @Test
    void oneCallIsForAllUnreadMessagesOfAPractice() {
        isLate(1);
        isLate(2);

        engine.round();
        engine.round();
        assertEquals(1, rung().size());
        accepts();

        assertTrue(book.of(id(1)).orElseThrow().accepted().isPresent());
        assertTrue(book.of(id(2)).orElseThrow().accepted().isPresent());
    }

    @Test
    void messagesThatAreLateOneAfterTheOtherRingNobodyMoreOftenThanEachHalfHour() {
        isLate(1);
        engine.round();
        accepts();

        leavesLate(2);
        engine.round();
        assertEquals(1, rung().size());
        clock.advance(UnreadRound.PAUSE);
        engine.round();
        assertEquals(2, rung().size());
    }

    @Test
    void nobodyWhoAcceptsIsAnAlarmAndItIsTriedAgainAfterTwiceAsLongEachTime() {
        isLate(1);
        for (int minutes : List.of(30, 60, 120, 240, 240)) {
            alarms.clear();
            wholeRoundInVain();
            assertEquals(List.of("les-lilas"), alarms);
            int before = rung().size();
            clock.advance(Duration.ofMinutes(minutes).minusSeconds(1));
            engine.round();
            assertEquals(before, rung().size(), "not before " + minutes + " min");
            clock.advance(Duration.ofSeconds(1));
        }
        assertEquals(10, rung().size());
    }

    @Test
    void whatWasReadWhileADoctorWasRungRingsNobodyElse() {
        isLate(1);
        engine.round();
        book.move(id(1), MessageState.READ);

        isInVain();

        assertEquals(List.of("doctor"), rung());
        assertEquals(List.of(), alarms);
    }

    @Test
    void whoeverIsOnCallByThenIsRungAndNotWhoeverWas() {
        isLate(1);
        engine.round();
        onCall = List.of("third-doctor", "second-doctor");
        practice = practice(true);

        isInVain();

        assertEquals(List.of("doctor", "third-doctor"), rung());
    }

    @Test
    void whileOneEngineRingsAnotherDoesNot() {
        isLate(1);
        engine.round();

        engine().round();

        assertEquals(List.of("doctor"), rung());
    }

    @Test
    void anEngineThatDiedIsFollowedByOneThatGoesOnWithTheNextOnceTheTelephoneIsSilent() {
        isLate(1);
        engine.round();
        var next = engine();

        clock.advance(RINGING.plusSeconds(59));
        next.round();
        assertEquals(List.of("doctor"), rung());
        clock.advance(Duration.ofSeconds(1));
        next.round();

        assertEquals(List.of("doctor", "second-doctor"), rung());
    }

    @Test
    void anEngineThatWasOnlySlowRingsNobodyOnceAnotherHasGoneOn() {
        isLate(1);
        engine.round();
        clock.advance(Duration.ofMinutes(2));
        engine().round();
        assertEquals(List.of("doctor", "second-doctor"), rung());

        outside.isInVain(outside.told().getFirst().call());

        assertEquals(2, rung().size());
    }

    @Test
    void whatADeadEngineBeganLongAgoBeginsAnew() {
        isLate(1);
        engine.round();

        clock.advance(Duration.ofHours(5));
        engine().round();

        assertEquals(List.of("doctor", "doctor"), rung());
    }

    private void wholeRoundInVain() {
        engine.round();
        isInVain();
        isInVain();
    }

    private List<String> rung() {
        return outside.told().stream().map(told -> told.line().name()).toList();
    }

    private void isInVain() {
        outside.isInVain(outside.ringing().getLast());
    }

    private void accepts() {
        outside.accepts(outside.ringing().getLast());
    }

    private void isLate(int message) {
        leavesLate(message);
        book.move(id(message), MessageState.ESCALATED);
    }

    private void leavesLate(int message) {
        leaves(message, clock.instant().minusSeconds(1));
    }

    private void leaves(int message) {
        leaves(message, clock.instant().plus(Duration.ofHours(4)));
    }

    private void leaves(int message, Instant readBy) {
        RecordingId id = id(message);
        recordings.write(new Recording(
                        id,
                        new RecordingKind.Message(Optional.empty()),
                        new CallId("call-" + message),
                        practice.id(),
                        Optional.empty(),
                        Optional.empty(),
                        clock.instant(),
                        RecordingState.OPEN,
                        LocalDate.of(2027, 5, 30),
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty())
                .with(RecordingState.SEALED, new Sealed(id, "ab".repeat(32), 70_000, 16_000)));
        book.begin(id, practice.id(), readBy);
        book.move(id, MessageState.NEW);
    }

    private static RecordingId id(int message) {
        return new RecordingId("0199aaaa-0000-7000-8000-00000000000" + message);
    }

    /// Another one on the same books.
    private UnreadEscalation engine() {
        return new UnreadEscalation(
                book,
                new Directory(),
                outside,
                id -> alarms.add(id.value()),
                () -> new CallId("unread-" + ids.incrementAndGet()),
                Runnable::run,
                clock);
    }

    private Practice practice(boolean ringsOnCall) {
        var rota = new OnCallRota(
                Map.of(), Map.of(), onCall.stream().map(Line::new).toList());
        var messages = new MessageRules(true, false, Duration.ofMinutes(2), Duration.ofHours(4), ringsOnCall);
        Practice lilas = House.LES_LILAS;
        return House.with(
                messages,
                House.with(lilas.emergency(), lilas.intake(), Optional.of(new OnCall(rota, RINGING, 3)), lilas));
    }

    /// The practice, as its file says now.
    private final class Directory implements PracticeDirectory {

        @Override
        public Optional<Practice> findByNumber(PhoneNumber did) {
            return Optional.of(practice);
        }

        @Override
        public Optional<Practice> find(PracticeId id) {
            return Optional.of(practice);
        }

        @Override
        public Optional<PhoneNumber> numberOf(PracticeId id) {
            return Optional.of(Fixtures.LES_LILAS);
        }
    }
}
