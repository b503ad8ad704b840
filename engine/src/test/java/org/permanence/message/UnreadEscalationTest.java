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
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.call.Dialling;
import org.permanence.call.Line;
import org.permanence.call.OutboundCall.Notification;
import org.permanence.oncall.OnCallPolicy;
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
import org.permanence.testing.InMemoryMessageStore;
import org.permanence.testing.InMemoryRecordingStore;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedOutboundDialer;
import org.permanence.testing.SteppedClock;

/// The cases of [UnreadEscalation]. Two doctors are on call, and a message is overdue after four hours.
class UnreadEscalationTest {

    private static final Duration OVERDUE_AFTER = Duration.ofHours(4).plusSeconds(1);
    private static final Duration RING_TIMEOUT = Duration.ofSeconds(20);
    private static final PracticeScope SCOPE = Policy.scopeOfEngine(SamplePractices.LES_LILAS.id());

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryRecordingStore recordings = new InMemoryRecordingStore();
    private final InMemoryMessageStore messages = new InMemoryMessageStore(recordings);
    private final ScriptedOutboundDialer dialer = new ScriptedOutboundDialer();
    private final List<String> alarms = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private List<String> onCall = List.of("doctor", "second-doctor");
    private Practice practice = practice(true);
    private final UnreadEscalation escalation = escalation();

    @Test
    void noLineRingsUnlessThePracticeEnablesIt() {
        practice = practice(false);
        leaves(1);
        clock.advance(OVERDUE_AFTER);

        escalation.escalateOverdue();

        assertEquals(List.of(), rungLines());
    }

    @Test
    void noLineRingsBeforeTheDeadlineOrForReadMessages() {
        leaves(1);
        leaves(2);
        clock.advance(Duration.ofHours(4));
        escalation.escalateOverdue();
        assertEquals(List.of(), rungLines());

        messages.transition(SCOPE, id(1), MessageState.READ);
        messages.transition(SCOPE, id(2), MessageState.ACKNOWLEDGED);
        clock.advance(OVERDUE_AFTER);
        escalation.escalateOverdue();

        assertEquals(List.of(), rungLines());
    }

    @Test
    void noLineRingsWhileTheStoreIsUnavailable() {
        isOverdue(1);
        escalation.escalateOverdue();
        messages.becomeUnavailable();
        doesNotAnswer();
        messages.becomeAvailable();

        escalation.escalateOverdue();
        assertEquals(List.of("doctor"), rungLines(), "the first line may still be ringing");
        clock.advance(Duration.ofMinutes(2));
        escalation.escalateOverdue();
        assertEquals(List.of("doctor", "second-doctor"), rungLines());
    }

    @Test
    void rungDoctorSeesThePracticeNumberAndHearsNothingOfTheMessage() {
        isOverdue(1);

        escalation.escalateOverdue();

        Notification notification = dialer.notifications().getFirst();
        assertEquals(Fixtures.LES_LILAS_DID, notification.practiceNumber());
        assertEquals(RING_TIMEOUT, notification.ringTimeout());
        assertEquals("les-lilas.accept-unread", notification.question().name());
        assertEquals("fr.unread-accepted", notification.confirmation().name());
    }

    @Test
    void linesRingInTurnUntilOneAcceptsAndTheMessageStaysUnread() {
        isOverdue(1);
        escalation.escalateOverdue();
        assertEquals(List.of("doctor"), rungLines());
        doesNotAnswer();
        assertEquals(List.of("doctor", "second-doctor"), rungLines());

        accepts();

        Message message = messages.find(SCOPE, id(1)).orElseThrow();
        assertEquals(MessageState.ESCALATED, message.state());
        assertEquals(
                Optional.of(new Message.Acceptance(new Line("second-doctor"), clock.instant())), message.acceptance());
        assertEquals(List.of(), alarms);
    }

    @Test
    void acceptedMessageRingsAgainOnlyAfterTheDeadlineHasPassedAgain() {
        isOverdue(1);
        escalation.escalateOverdue();
        accepts();

        clock.advance(Duration.ofHours(4));
        escalation.escalateOverdue();
        assertEquals(1, rungLines().size());
        clock.advance(Duration.ofSeconds(1));
        escalation.escalateOverdue();
        assertEquals(List.of("doctor", "doctor"), rungLines());
    }

    @Test
    void oneCallCoversAllOverdueMessagesOfThePractice() {
        isOverdue(1);
        isOverdue(2);

        escalation.escalateOverdue();
        escalation.escalateOverdue();
        assertEquals(1, rungLines().size());
        accepts();

        assertTrue(messages.find(SCOPE, id(1)).orElseThrow().acceptance().isPresent());
        assertTrue(messages.find(SCOPE, id(2)).orElseThrow().acceptance().isPresent());
    }

    @Test
    void successiveOverdueMessagesRingAtMostEveryHalfHour() {
        isOverdue(1);
        escalation.escalateOverdue();
        accepts();

        leavesOverdue(2);
        escalation.escalateOverdue();
        assertEquals(1, rungLines().size());
        clock.advance(UnreadEscalationState.PAUSE);
        escalation.escalateOverdue();
        assertEquals(2, rungLines().size());
    }

    @Test
    void roundWithoutAcceptanceRaisesAnAlarmAndIsRetriedWithBackoff() {
        isOverdue(1);
        for (int minutes : List.of(30, 60, 120, 240, 240)) {
            alarms.clear();
            roundWithoutAcceptance();
            assertEquals(List.of("les-lilas"), alarms);
            int rungBefore = rungLines().size();
            clock.advance(Duration.ofMinutes(minutes).minusSeconds(1));
            escalation.escalateOverdue();
            assertEquals(rungBefore, rungLines().size(), "not before " + minutes + " min");
            clock.advance(Duration.ofSeconds(1));
        }
        assertEquals(10, rungLines().size());
    }

    @Test
    void messageReadWhileRingingEndsTheRound() {
        isOverdue(1);
        escalation.escalateOverdue();
        messages.transition(SCOPE, id(1), MessageState.READ);

        doesNotAnswer();

        assertEquals(List.of("doctor"), rungLines());
        assertEquals(List.of(), alarms);
    }

    @Test
    void nextLineComesFromTheCurrentRota() {
        isOverdue(1);
        escalation.escalateOverdue();
        onCall = List.of("third-doctor", "second-doctor");
        practice = practice(true);

        doesNotAnswer();

        assertEquals(List.of("doctor", "third-doctor"), rungLines());
    }

    @Test
    void onlyOneEngineRingsAtATime() {
        isOverdue(1);
        escalation.escalateOverdue();

        escalation().escalateOverdue();

        assertEquals(List.of("doctor"), rungLines());
    }

    @Test
    void anotherEngineContinuesWithTheNextLineOnceTheTelephoneIsSilent() {
        isOverdue(1);
        escalation.escalateOverdue();
        var restarted = escalation();

        clock.advance(RING_TIMEOUT.plusSeconds(59));
        restarted.escalateOverdue();
        assertEquals(List.of("doctor"), rungLines());
        clock.advance(Duration.ofSeconds(1));
        restarted.escalateOverdue();

        assertEquals(List.of("doctor", "second-doctor"), rungLines());
    }

    @Test
    void slowEngineStopsOnceAnotherHasTakenOver() {
        isOverdue(1);
        escalation.escalateOverdue();
        clock.advance(Duration.ofMinutes(2));
        escalation().escalateOverdue();
        assertEquals(List.of("doctor", "second-doctor"), rungLines());

        dialer.goesUnanswered(dialer.notifications().getFirst().call());

        assertEquals(2, rungLines().size());
    }

    @Test
    void roundLeftByADeadEngineLongAgoStartsOver() {
        isOverdue(1);
        escalation.escalateOverdue();

        clock.advance(Duration.ofHours(5));
        escalation().escalateOverdue();

        assertEquals(List.of("doctor", "doctor"), rungLines());
    }

    private void roundWithoutAcceptance() {
        escalation.escalateOverdue();
        doesNotAnswer();
        doesNotAnswer();
    }

    private List<String> rungLines() {
        return dialer.notifications().stream()
                .map(notification -> notification.line().name())
                .toList();
    }

    private void doesNotAnswer() {
        dialer.goesUnanswered(dialer.ringing().getLast());
    }

    private void accepts() {
        dialer.accepts(dialer.ringing().getLast());
    }

    private void isOverdue(int message) {
        leavesOverdue(message);
        messages.transition(SCOPE, id(message), MessageState.ESCALATED);
    }

    private void leavesOverdue(int message) {
        leaves(message, clock.instant().minusSeconds(1));
    }

    private void leaves(int message) {
        leaves(message, clock.instant().plus(Duration.ofHours(4)));
    }

    private void leaves(int message, Instant readDeadline) {
        RecordingId id = id(message);
        recordings.save(new Recording(
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
                .withSealedFile(RecordingState.SEALED, new Sealed(id, "ab".repeat(32), 70_000, 16_000)));
        messages.create(id, practice.id(), readDeadline);
        messages.transition(SCOPE, id, MessageState.NEW);
    }

    private static RecordingId id(int message) {
        return new RecordingId("0199aaaa-0000-7000-8000-00000000000" + message);
    }

    /// Another engine on the same database.
    private UnreadEscalation escalation() {
        return new UnreadEscalation(
                messages,
                new Directory(),
                new Dialling(dialer, () -> new CallId("unread-" + ids.incrementAndGet()), Runnable::run),
                id -> alarms.add(id.value()),
                clock);
    }

    private Practice practice(boolean ringsOnCall) {
        var rota = new OnCallRota(
                Map.of(), Map.of(), onCall.stream().map(Line::new).toList());
        var messageRules = new MessageRules(true, false, Duration.ofMinutes(2), Duration.ofHours(4), ringsOnCall);
        return SamplePractices.LES_LILAS
                .withMessages(messageRules)
                .withOnCall(Optional.of(new OnCallPolicy(rota, RING_TIMEOUT, 3)));
    }

    /// A directory of one practice, which a test can replace.
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
            return Optional.of(Fixtures.LES_LILAS_DID);
        }
    }
}
