package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.assistant.AssistantState.IN_CALL;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;
import static org.permanence.call.Switchboard.CallerLocation.AT_FALLBACK;
import static org.permanence.call.Switchboard.CallerLocation.IN_RECEPTION;
import static org.permanence.call.Switchboard.CallerLocation.TALKING;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
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
import org.permanence.testing.InMemoryJournalStore;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.triage.Urgency;

class QueueReconcilerTest {

    private static final CallId CALL = new CallId("call");

    private final SamplePractices practices = SamplePractices.with(INES);
    private final QueueScenario scenario = new QueueScenario(practices);
    private final InMemoryJournalStore records = new InMemoryJournalStore();
    private final Map<CallId, CallerLocation> callers = new HashMap<>();
    private final Set<CallId> withFlow = new HashSet<>();
    private Optional<Map<CallId, CallerLocation>> switchboard = Optional.of(callers);

    private final QueueReconciler reconciler = new QueueReconciler(
            new TeamQueue(scenario.store(), new TeamMatcher(practices, scenario.clock()), new WaiterSignals()),
            new QueueReconciler.CallRecords(records, entry -> records.write(List.of(entry))),
            new QueueReconciler.LiveCalls(() -> switchboard, withFlow::contains),
            practices,
            scenario.clock());

    @Test
    void nothingIsRepairedWhileTheSwitchStateIsUnknown() {
        enqueueCall();
        switchboard = Optional.empty();

        reconciler.reconcile();

        assertEquals(List.of("call"), scenario.queue());
        assertEquals(1, records.openCalls().size());
    }

    @Test
    void callWithAFlowIsLeftAlone() {
        scenario.signsIn(INES);
        enqueueCall();
        withFlow.add(CALL);

        reconciler.reconcile();

        assertEquals(List.of("call"), scenario.queue());
        assertEquals(RESERVED, scenario.state(INES));
        assertEquals(1, records.openCalls().size());
    }

    @Test
    void callInReceptionWithoutAFlowIsLeftAlone() {
        scenario.signsIn(INES);
        enqueueCall();
        callers.put(CALL, IN_RECEPTION);

        reconciler.reconcile();

        assertEquals(List.of("call"), scenario.queue());
        assertEquals(RESERVED, scenario.state(INES));
        assertEquals(1, records.openCalls().size());
    }

    @Test
    void unavailableStoreIsReportedAndTheNextRunRepairs() {
        enqueueCall();
        scenario.store().becomeUnavailable();
        assertThrows(StoreUnavailableException.class, reconciler::reconcile);
        scenario.store().becomeAvailable();

        reconciler.reconcile();

        assertEquals(List.of(), scenario.queue());
    }

    /// Case 1.
    @Test
    void lostCallLeavesTheQueueAndItsRecordIsClosed() {
        enqueueCall();

        reconciler.reconcile();

        assertEquals(List.of(), scenario.queue());
        assertEquals(List.of(), records.openCalls());
        assertEquals(
                new Detail.WithDisposition(Disposition.ABANDONED, Optional.of(HangupCause.SWITCH_LOST)), lastDetail());
    }

    /// Case 1.
    @Test
    void lostCallOfATeamWithoutAnAssistantInServiceLeavesTheQueue() {
        practices.endService(INES);
        enqueueCall();

        reconciler.reconcile();

        assertEquals(List.of(), scenario.queue());
    }

    /// Case 1.
    @Test
    void callAtTheFallbackLineLeavesTheQueueAndItsRecordIsAFault() {
        enqueueCall();
        callers.put(CALL, AT_FALLBACK);

        reconciler.reconcile();

        assertEquals(List.of(), scenario.queue());
        assertEquals(new Detail.WithDisposition(Disposition.FAULT, Optional.empty()), lastDetail());
    }

    /// Case 1.
    @Test
    void recordIsClosedOnce() {
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
    void connectedCallLeavesTheQueueAndItsAssistantIsInTheCall() {
        scenario.signsIn(INES);
        enqueueCall();
        callers.put(CALL, TALKING);

        reconciler.reconcile();

        assertEquals(List.of(), scenario.queue());
        assertEquals(IN_CALL, scenario.state(INES));
        assertEquals(Optional.of(CALL), scenario.presence(INES).call());
        assertEquals(1, records.openCalls().size(), "the call is not over");
    }

    /// Case 4.
    @Test
    void assistantReservedForALostCallKeepsTheirReadySince() {
        scenario.signsIn(INES);
        var readySince = scenario.presence(INES).readySince();
        enqueueCall();

        reconciler.reconcile();

        assertEquals(READY, scenario.state(INES));
        assertEquals(readySince, scenario.presence(INES).readySince());
    }

    /// Case 4.
    @Test
    void assistantReservedForACallAtTheFallbackLineIsReservedForTheNextAtOnce() {
        scenario.signsIn(INES);
        enqueueCall();
        callers.put(CALL, AT_FALLBACK);
        scenario.waits("next", LES_LILAS, ROUTINE);
        callers.put(new CallId("next"), IN_RECEPTION);

        reconciler.reconcile();

        assertEquals("ines", scenario.reservedFor("next"));
    }

    /// Case 4.
    @Test
    void assistantOfALostCallWrapsUp() {
        connectCall();

        reconciler.reconcile();

        assertEquals(WRAP_UP, scenario.state(INES));
        assertEquals(
                Optional.of(scenario.clock().instant().plus(INES.wrapUp())),
                scenario.presence(INES).wrapUpEndsAt());
    }

    /// Case 4.
    @Test
    void connectedAssistantStaysInTheCall() {
        connectCall();
        callers.put(CALL, TALKING);

        reconciler.reconcile();

        assertEquals(IN_CALL, scenario.state(INES));
    }

    private void enqueueCall() {
        callJournal().record(CallEvent.ARRIVED);
        callJournal().record(CallEvent.QUEUED);
        scenario.waits("call", LES_LILAS, ROUTINE);
    }

    private void connectCall() {
        scenario.signsIn(INES);
        enqueueCall();
        scenario.on(INES, AssistantEvent.ANSWERED);
        scenario.store().inTeam(SamplePractices.TEAM, transaction -> {
            transaction.remove(CALL);
            return CALL;
        });
    }

    private CallEventLog callJournal() {
        return new CallEventLog(entry -> records.write(List.of(entry)), CALL, LES_LILAS.id(), scenario.clock());
    }

    private Detail lastDetail() {
        JournalEntry last = records.entries(CALL).getLast();
        assertEquals(CallEvent.ENDED, last.event());
        return last.detail();
    }
}
