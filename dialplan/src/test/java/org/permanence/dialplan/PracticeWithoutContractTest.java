package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.TO_FALLBACK;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantState;
import org.permanence.flow.Disposition;
import org.permanence.gates.ContractPeriod;
import org.permanence.gates.CurrentGates;
import org.permanence.gates.Gate;
import org.permanence.gates.GateText;
import org.permanence.gates.GatedAssistants;
import org.permanence.people.PersonId;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryGateStore;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

/// Callers of a practice without a contract go to the fallback lines, and are not held for an assistant.
class PracticeWithoutContractTest {

    private static final PersonId INES_ID = new PersonId("0199aaaa-0000-7000-8000-000000000002");

    private final InMemoryGateStore store = new InMemoryGateStore().with(INES.login(), INES_ID);
    private final CurrentGates gates = new CurrentGates(store, Set.of(Gate.CONTRACT));
    private final QueueScenario scenario = QueueScenario.gated(
            clock -> new GatedAssistants(SamplePractices.standard(), gates, (_, _, _, _, _) -> {}, clock));

    @Test
    void callerGoesToTheFallbackLineAlthoughAnAssistantIsReady() {
        gates.refresh();
        scenario.signsIn(INES);

        assertEquals(TO_FALLBACK, receive(routine().hears("fr.ringing-fallback")));

        assertEquals(List.of(), scenario.queue());
        assertEquals(AssistantState.READY, scenario.state(INES));
    }

    @Test
    void emergencyLinesRingAsBefore() {
        gates.refresh();

        assertEquals(
                ESCALATED,
                receive(call().hears("les-lilas.greeting")
                        .presses('1')
                        .hears("fr.ringing-emergency")
                        .talksTo("garde")));
    }

    @Test
    void callerOfAPracticeWithAContractReachesTheAssistant() {
        GateText text = store.addText(new GateText.Draft(
                new GateText.Contract(), "Contrat", scenario.clock().instant(), INES_ID));
        store.addContract(
                new ContractPeriod(LES_LILAS.id(), 1, scenario.clock().instant(), Optional.empty(), INES_ID),
                text,
                scenario.clock().instant());
        gates.refresh();
        scenario.signsIn(INES);

        assertEquals(HANDLED, receive(routine().talksTo("ines")));
    }

    private static ScriptedCall routine() {
        return call().hears("les-lilas.greeting").hears("fr.emergency-question").presses('2');
    }

    private static ScriptedCall call() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID);
    }

    private Disposition receive(ScriptedCall call) {
        var runner = ReceptionFixture.of(scenario, SamplePractices.standard()).runner();
        assertTrue(runner.accept(call));
        call.assertPlayedOut();
        return scenario.journal().dispositionOf(call.id());
    }
}
