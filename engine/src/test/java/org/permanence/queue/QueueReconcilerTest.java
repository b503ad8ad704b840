package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.assistant.AssistantState.ON_CALL;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;
import static org.permanence.call.Switchboard.CallerLocation.AT_FALLBACK;
import static org.permanence.call.Switchboard.CallerLocation.IN_RECEPTION;
import static org.permanence.call.Switchboard.CallerLocation.TALKING;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.triage.Urgency.ROUTINE;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.assistant.AssistantEvent;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Switchboard.CallerLocation;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.routing.TeamMatcher;
import org.permanence.testing.House;
import org.permanence.testing.MemoryJournalStore;
import org.permanence.testing.Shift;
import org.permanence.triage.Urgency;

class QueueReconcilerTest {

    private static final CallId CALL = new CallId("call");

    private final House practices = House.with(INES);
    private final Shift shift = new Shift(practices);
    private final MemoryJournalStore records = new MemoryJournalStore();
    private final Map<CallId, CallerLocation> callers = new HashMap<>();
    private final Set<CallId> withFlow = new HashSet<>();
    private Optional<Map<CallId, CallerLocation>> switchboard = Optional.of(callers);

    private final QueueReconciler reconciler = new QueueReconciler(
            new QueueReconciler.Stores(shift.store(), records, entry -> records.write(List.of(entry))),
            new TeamQueue(
                    shift.store(),
                    new TeamMatcher(practices, shift.clock()),
                    new WaiterSignals(),
                    new WaitEstimator((_, _) -> {}),
                    shift.clock()),
            () -> switchboard,
            withFlow::contains,
            practices,
            shift.clock());

    @Test
    void nothingIsRepairedWhileTheSwitchStateIsUnknown() {
        enqueueCall();
        switchboard = Optional.empty();

        reconciler.reconcile();

        assertEquals(List.of("call"), shift.queue());
        assertEquals(1, records.openCalls().size());
    }

    @Test
    void callWithAFlowIsLeftAlone() {
        shift.signsIn(INES);
        enqueueCall();
        withFlow.add(CALL);

        reconciler.reconcile();

        assertEquals(List.of("call"), shift.queue());
        assertEquals(RESERVED, shift.state(INES));
        assertEquals(1, records.openCalls().size());
    }

    @Test
    void aCallInReceptionWithoutAFlowIsLeftAlone() {
        shift.signsIn(INES);
        enqueueCall();
        callers.put(CALL, IN_RECEPTION);

        reconciler.reconcile();

        assertEquals(List.of("call"), shift.queue());
        assertEquals(RESERVED, shift.state(INES));
        assertEquals(1, records.openCalls().size());
    }

    @Test
    void unavailableStoreIsReportedAndTheNextRunRepairs() {
        enqueueCall();
        shift.store().goesAway();
        assertThrows(StoreUnavailableException.class, reconciler::reconcile);
        shift.store().comesBack();

        reconciler.reconcile();

        assertEquals(List.of(), shift.queue());
    }

    /// Case 1.
    @Test
    void lostCallLeavesTheQueueAndItsRecordIsClosed() {
        enqueueCall();

        reconciler.reconcile();

        assertEquals(List.of(), shift.queue());
        assertEquals(List.of(), records.openCalls());
        assertEquals(
                new Detail.WithDisposition(Disposition.ABANDONED, Optional.of(HangupCause.SWITCH_LOST)), lastDetail());
    }

    /// Case 1.
    @Test
    void callAtTheFallbackLineLeavesTheQueueAndItsRecordIsAFault() {
        enqueueCall();
        callers.put(CALL, AT_FALLBACK);

        reconciler.reconcile();

        assertEquals(List.of(), shift.queue());
        assertEquals(new Detail.WithDisposition(Disposition.FAULT, Optional.empty()), lastDetail());
    }

    /// Case 1.
    @Test
    void aRecordIsClosedOnce() {
        enqueueCall();

        reconciler.reconcile();
        reconciler.reconcile();

        assertEquals(
                1,
                records.entries(CALL).stream()
                        .filter(entry -> entry.event() == CallEvent.ENDED)
                        .count());
    }

    /// Case 1.
    @ParameterizedTest
    @CsvSource({
        "ARRIVED, LEFT_EARLY",
        "TRIAGED, LEFT_EARLY",
        "ESCALATING, LEFT_EARLY",
        "QUEUED, ABANDONED",
        "ASSISTANT_RESERVED, ABANDONED",
        "RING_NO_ANSWER, ABANDONED",
        "RESUMED, ABANDONED",
        "BRIDGED, HANDLED",
        "BRIDGE_ENDED, HANDLED",
        "WRAPPING_UP, HANDLED"
    })
    void dispositionOfALostCallFollowsItsLastEvent(CallEvent last, Disposition disposition) {
        callJournal().record(CallEvent.ARRIVED);
        callJournal().record(last);

        reconciler.reconcile();

        assertEquals(new Detail.WithDisposition(disposition, Optional.of(HangupCause.SWITCH_LOST)), lastDetail());
    }

    @Test
    void transferredLostCallWasHandled() {
        callJournal().triaged(Urgency.ROUTINE, Optional.empty());
        callJournal().transferring(new Line("doctor"));
        callJournal().record(CallEvent.TRANSFERRED);

        reconciler.reconcile();

        assertEquals(
                new Detail.WithDisposition(Disposition.HANDLED, Optional.of(HangupCause.SWITCH_LOST)), lastDetail());
    }

    /// Case 1.
    @Test
    void lostCallConnectedToAnEmergencyLineWasEscalated() {
        callJournal().triaged(Urgency.VITAL, Optional.empty());
        callJournal().escalating(new Line("garde"));
        callJournal().record(CallEvent.BRIDGED);

        reconciler.reconcile();

        assertEquals(
                new Detail.WithDisposition(Disposition.ESCALATED, Optional.of(HangupCause.SWITCH_LOST)), lastDetail());
    }

    /// Case 2.
    @Test
    void connectedCallLeavesTheQueueAndItsAssistantIsOnCall() {
        shift.signsIn(INES);
        enqueueCall();
        callers.put(CALL, TALKING);

        reconciler.reconcile();

        assertEquals(List.of(), shift.queue());
        assertEquals(ON_CALL, shift.state(INES));
        assertEquals(Optional.of(CALL), shift.presence(INES).call());
        assertEquals(1, records.openCalls().size(), "it is not over");
    }

    /// Case 3.
    @Test
    void assistantReservedForALostCallKeepsTheirReadySince() {
        shift.signsIn(INES);
        var readySince = shift.presence(INES).readySince();
        enqueueCall();

        reconciler.reconcile();

        assertEquals(READY, shift.state(INES));
        assertEquals(readySince, shift.presence(INES).readySince());
    }

    /// Case 3.
    @Test
    void assistantReservedForACallAtTheFallbackLineIsOfferedTheNextAtOnce() {
        shift.signsIn(INES);
        enqueueCall();
        callers.put(CALL, AT_FALLBACK);
        shift.waits("next", LES_LILAS, ROUTINE);
        callers.put(new CallId("next"), IN_RECEPTION);

        reconciler.reconcile();

        assertEquals("ines", shift.reservedFor("next"));
    }

    /// Case 3.
    @Test
    void assistantOfALostCallWrapsUp() {
        connectCall();

        reconciler.reconcile();

        assertEquals(WRAP_UP, shift.state(INES));
        assertEquals(
                Optional.of(shift.clock().instant().plus(INES.wrapUp())),
                shift.presence(INES).wrapUpEndsAt());
    }

    /// Case 3.
    @Test
    void connectedAssistantStaysOnCall() {
        connectCall();
        callers.put(CALL, TALKING);

        reconciler.reconcile();

        assertEquals(ON_CALL, shift.state(INES));
    }

    private void enqueueCall() {
        callJournal().record(CallEvent.ARRIVED);
        callJournal().record(CallEvent.QUEUED);
        shift.waits("call", LES_LILAS, ROUTINE);
    }

    private void connectCall() {
        shift.signsIn(INES);
        enqueueCall();
        shift.on(INES, AssistantEvent.ANSWERED);
        shift.store().inTeam(House.TEAM, transaction -> {
            transaction.remove(CALL);
            return CALL;
        });
    }

    private CallEventLog callJournal() {
        return new CallEventLog(entry -> records.write(List.of(entry)), CALL, LES_LILAS.id(), shift.clock());
    }

    private Detail lastDetail() {
        JournalEntry last = records.entries(CALL).getLast();
        assertEquals(CallEvent.ENDED, last.event());
        return last.detail();
    }
}
