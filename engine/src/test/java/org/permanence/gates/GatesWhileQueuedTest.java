package org.permanence.gates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.VITAL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantState;
import org.permanence.call.CallEnded;
import org.permanence.people.PersonId;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Practice;
import org.permanence.queue.Reservation;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.queue.WaitOutcome;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryGateStore;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.SteppedClock;

class GatesWhileQueuedTest {

    private static final Instant START = SteppedClock.WEDNESDAY_MORNING;
    private static final PersonId INES_ID = new PersonId("0199aaaa-0000-7000-8000-000000000002");
    private static final PersonId OMAR_ID = new PersonId("0199aaaa-0000-7000-8000-000000000003");
    private static final Practice PRACTICE =
            SamplePractices.lesLilas(5, Duration.ofSeconds(70), Duration.ZERO, FairnessRules.ARRIVAL_ORDER);
    private static final Set<Gate> REQUIRED = EnumSet.of(Gate.TRAINING, Gate.CONTRACT);

    private final InMemoryGateStore store =
            new InMemoryGateStore().with(INES.login(), INES_ID).with(OMAR.login(), OMAR_ID);
    private final CurrentGates gates = new CurrentGates(store, REQUIRED);
    private final List<String> refusals = new ArrayList<>();
    private final QueueScenario scenario = QueueScenario.gated(clock -> new GatedAssistants(
            SamplePractices.standard(),
            gates,
            (login, practice, call, missing, at) -> refusals.add(login + " " + missing + " " + at),
            clock));

    @Test
    void assistantWithAClosedGateIsNotReservedAndAColleagueIs() throws CallEnded {
        contract(START.plusSeconds(3600));
        trained(OMAR_ID, START.plusSeconds(3600));
        scenario.signsIn(INES).signsIn(OMAR);

        WaitOutcome outcome = scenario.hold(caller(), PRACTICE, ROUTINE);

        assertEquals(OMAR.login(), reservation(outcome).assistant());
        assertEquals(AssistantState.READY, scenario.state(INES));
        assertEquals(List.of(), refusals, "no telephone was about to ring");
    }

    @Test
    void gateThatClosesBeforeTheTelephoneRingsFreesTheAssistantForOtherCallsAndAColleagueGetsTheCall()
            throws CallEnded {
        contract(START.plusSeconds(3600));
        trained(INES_ID, START.plusSeconds(3600));
        trained(OMAR_ID, START.plusSeconds(3600));
        scenario.clock().after(Duration.ofSeconds(5), () -> {
            scenario.signsIn(INES);
            assertEquals("ines", scenario.reservedFor("scripted"));
            store.addConflict(INES_ID, LES_LILAS.id(), OMAR_ID, START);
            gates.refresh();
        });
        scenario.clock().after(Duration.ofSeconds(20), () -> scenario.signsIn(OMAR));

        WaitOutcome outcome = scenario.hold(caller(), PRACTICE, ROUTINE);

        assertEquals(OMAR.login(), reservation(outcome).assistant());
        assertEquals(List.of("ines [CONFLICT] RING"), refusals);
        assertEquals(AssistantState.READY, scenario.state(INES));
    }

    @Test
    void trainingThatExpiresWhileTheAssistantIsReservedIsRefusedAtTheRing() throws CallEnded {
        contract(START.plusSeconds(3600));
        trained(INES_ID, START.plusSeconds(6));
        scenario.clock().after(Duration.ofSeconds(4), () -> {
            scenario.signsIn(INES); // A second later.
            scenario.clock().advance(Duration.ofSeconds(1));
        });

        assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller(), PRACTICE, ROUTINE));

        assertEquals(List.of("ines [TRAINING] RING"), refusals);
        assertEquals(AssistantState.READY, scenario.state(INES));
        assertEquals("no assistant", scenario.reservedFor("scripted"));
    }

    @Test
    void gateThatClosesWhileTheTelephoneRingsIsNotedAtTheAnswerAndEndsNothing() throws CallEnded {
        contract(START.plusSeconds(3600));
        trained(INES_ID, START.plusSeconds(10));
        scenario.signsIn(INES);
        Reservation reservation = reservation(scenario.hold(caller(), PRACTICE, ROUTINE));
        scenario.clock().advance(Duration.ofSeconds(15));

        reservation.connected();

        assertEquals(List.of("ines [TRAINING] ANSWER"), refusals);
        assertEquals(AssistantState.IN_CALL, scenario.state(INES));
    }

    @Test
    void gateThatClosesDuringATalkEndsNothing() throws CallEnded {
        contract(START.plusSeconds(3600));
        trained(INES_ID, START.plusSeconds(10));
        scenario.signsIn(INES);
        Reservation reservation = reservation(scenario.hold(caller(), PRACTICE, ROUTINE));
        reservation.connected();

        scenario.clock().advance(Duration.ofSeconds(60));
        scenario.match();

        assertEquals(AssistantState.IN_CALL, scenario.state(INES));
        assertEquals(List.of(), refusals);
    }

    @Test
    void callersOfAPracticeWithoutAContractWaitForNoAssistant() {
        trained(INES_ID, START.plusSeconds(3600));

        assertFalse(scenario.holdLoop().isServed(PRACTICE));
        contract(START.plusSeconds(3600));
        assertTrue(scenario.holdLoop().isServed(PRACTICE));
        assertFalse(scenario.holdLoop().isServed(PORT_ROYAL));
    }

    @Test
    void contractThatEndsWhileCallersWaitSendsThemToTheFallbackLines() throws CallEnded {
        contract(START.plusSeconds(20));

        assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller(), PRACTICE, ROUTINE));

        assertEquals(START.plusSeconds(20), scenario.clock().instant(), "seen within five seconds");
    }

    @Test
    void urgentCallersAreNotHeldLongerThanTheContract() throws CallEnded {
        contract(START.plusSeconds(20));
        scenario.clock().after(Duration.ofSeconds(30), () -> scenario.signsIn(INES));

        assertInstanceOf(WaitOutcome.TimedOut.class, scenario.hold(caller(), PRACTICE, VITAL));
    }

    @Test
    void databaseThatIsDownChangesNothingAndTimeStillDoes() throws CallEnded {
        contract(START.plusSeconds(3600));
        trained(INES_ID, START.plusSeconds(3600));
        trained(OMAR_ID, START.plusSeconds(5));
        store.becomeUnavailable();
        assertThrows(StoreUnavailableException.class, gates::refresh);
        scenario.clock().advance(Duration.ofSeconds(30));
        scenario.signsIn(OMAR).signsIn(INES);

        assertEquals(
                INES.login(),
                reservation(scenario.hold(caller(), PRACTICE, ROUTINE)).assistant());
    }

    @Test
    void untilTheGatesWereReadEveryCallIsOffered() throws CallEnded {
        scenario.signsIn(INES);

        assertEquals(
                INES.login(),
                reservation(scenario.hold(caller(), PRACTICE, ROUTINE)).assistant());
    }

    private void contract(Instant until) {
        GateText text = store.addText(new GateText.Draft(new GateText.Contract(), "Contrat", START, OMAR_ID));
        store.addContract(
                new ContractPeriod(LES_LILAS.id(), text.version(), START, Optional.of(until), OMAR_ID), text, START);
        gates.refresh();
    }

    private void trained(PersonId person, Instant until) {
        store.addTraining(new Training(person, "reception", until, OMAR_ID, START));
        gates.refresh();
    }

    private static Reservation reservation(WaitOutcome outcome) {
        return assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation();
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID);
    }
}
