package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.queue.QueueEntryEvent.AssistantReleased;
import org.permanence.queue.QueueEntryEvent.AssistantReserved;
import org.permanence.queue.QueueEntryEvent.CallbackAnswered;
import org.permanence.queue.QueueEntryEvent.CallbackScheduled;
import org.permanence.queue.QueueEntryEvent.OnCallRingEnded;
import org.permanence.queue.QueueEntryEvent.OnCallRingStarted;
import org.permanence.queue.QueueEntryEvent.WaitEnded;
import org.permanence.queue.QueueEntryState.CallbackFrom;
import org.permanence.queue.QueueEntryState.CallbackReserved;
import org.permanence.queue.QueueEntryState.FallbackDue;
import org.permanence.queue.QueueEntryState.OnCallRinging;
import org.permanence.queue.QueueEntryState.Reserved;
import org.permanence.queue.QueueEntryState.Waiting;
import org.permanence.queue.QueueEntryTransitions.Row;
import org.permanence.triage.Urgency;

class QueueEntryTransitionsTest {

    private static final Instant NOON = Instant.parse("2026-11-18T11:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(600);

    private static final AssistantReserved RESERVED = new AssistantReserved(INES.login());
    private static final AssistantReleased RELEASED = new AssistantReleased();
    private static final OnCallRingStarted ON_CALL_STARTED = new OnCallRingStarted();
    private static final OnCallRingEnded ON_CALL_ENDED = new OnCallRingEnded();
    private static final WaitEnded WAIT_ENDED = new WaitEnded();
    private static final CallbackScheduled CALLBACK = new CallbackScheduled(NOON);
    private static final CallbackScheduled POSTPONED = new CallbackScheduled(LATER);
    private static final CallbackAnswered ANSWERED = new CallbackAnswered();

    private static final List<QueueEntryEvent> EVENTS =
            List.of(RESERVED, RELEASED, ON_CALL_STARTED, ON_CALL_ENDED, WAIT_ENDED, CALLBACK, ANSWERED);

    /// Sequences of events, each from the arrival of a caller on. Together they take every row of the table.
    private static final List<List<QueueEntryEvent>> WAITS = List.of(
            List.of(RESERVED, RELEASED, RESERVED),
            List.of(RESERVED, RELEASED, WAIT_ENDED),
            List.of(ON_CALL_STARTED, ON_CALL_ENDED, RESERVED),
            List.of(CALLBACK, POSTPONED, RESERVED, RELEASED, RESERVED, ANSWERED, RELEASED),
            List.of(CALLBACK, RESERVED, POSTPONED, ANSWERED, CALLBACK));

    @Test
    void theTableHasExactlyTheseRows() {
        assertEquals(
                Set.of(
                        "Waiting AssistantReserved Reserved",
                        "Waiting OnCallRingStarted OnCallRinging",
                        "Waiting WaitEnded FallbackDue",
                        "Waiting CallbackScheduled CallbackFrom",
                        "Reserved AssistantReleased Waiting",
                        "OnCallRinging OnCallRingEnded Waiting",
                        "CallbackFrom AssistantReserved CallbackReserved",
                        "CallbackFrom CallbackScheduled CallbackFrom",
                        "CallbackFrom CallbackAnswered Waiting",
                        "CallbackReserved AssistantReleased CallbackFrom",
                        "CallbackReserved CallbackScheduled CallbackFrom",
                        "CallbackReserved CallbackAnswered Reserved"),
                states().stream()
                        .flatMap(state -> EVENTS.stream().flatMap(event -> transition(state, event).stream()))
                        .collect(Collectors.toSet()));
    }

    @Test
    void theWaitsTakeEveryRow() {
        Set<Row> taken = new HashSet<>();
        for (List<QueueEntryEvent> wait : WAITS) {
            QueueEntryState state = new Waiting();
            for (QueueEntryEvent event : wait) {
                taken.add(new Row(state.getClass(), event.getClass()));
                state = QueueEntryTransitions.after(state, event)
                        .orElseThrow(() -> new AssertionError(wait + ": stops before " + event));
            }
        }

        assertEquals(QueueEntryTransitions.rows(), taken);
    }

    @Test
    void anAssistantIsNeverReservedTwiceNorWhileTheOnCallLinesRing() {
        for (QueueEntryState state : List.of(
                new Reserved(OMAR.login()),
                new CallbackReserved(NOON, OMAR.login()),
                new OnCallRinging(),
                new FallbackDue())) {
            assertEquals(Optional.empty(), QueueEntryTransitions.after(state, RESERVED), state.toString());
            QueueEntry entry = entry(state);
            assertThrows(IllegalStateException.class, () -> entry.reservedFor(INES.login()));
        }
    }

    @Test
    void onCallLinesRingOnlyForACallerOnTheLineWithoutAnAssistant() {
        for (QueueEntryState state : states()) {
            assertEquals(
                    state instanceof Waiting,
                    QueueEntryTransitions.after(state, ON_CALL_STARTED).isPresent(),
                    state.toString());
        }
    }

    @Test
    void releasedCallbackKeepsItsTime() {
        assertEquals(
                Optional.of(new CallbackFrom(NOON)),
                QueueEntryTransitions.after(new CallbackReserved(NOON, INES.login()), RELEASED));
    }

    @Test
    void answeredCallbackKeepsTheAssistant() {
        assertEquals(
                Optional.of(new Reserved(INES.login())),
                QueueEntryTransitions.after(new CallbackReserved(NOON, INES.login()), ANSWERED));
    }

    @Test
    void postponedCallbackHasTheNewTime() {
        assertEquals(
                Optional.of(new CallbackFrom(LATER)),
                QueueEntryTransitions.after(new CallbackReserved(NOON, INES.login()), POSTPONED));
    }

    private static List<QueueEntryState> states() {
        return List.of(
                new Waiting(),
                new Reserved(INES.login()),
                new OnCallRinging(),
                new FallbackDue(),
                new CallbackFrom(NOON),
                new CallbackReserved(NOON, INES.login()));
    }

    private static Optional<String> transition(QueueEntryState state, QueueEntryEvent event) {
        return QueueEntryTransitions.after(state, event)
                .map(next -> String.join(" ", name(state), name(event), name(next)));
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }

    private static QueueEntry entry(QueueEntryState state) {
        return new QueueEntry(
                new CallId("call"),
                LES_LILAS.id(),
                LES_LILAS.team(),
                Urgency.ROUTINE,
                NOON,
                state,
                NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
