package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.LabPlan;

/// A patient requests a callback while waiting, on a real Asterisk. An assistant is reserved, the patient's phone
/// rings, and only a key proves that a person answered.
@Tag("unhurried")
class CallbackOnAsteriskTest extends SharedInstallation {

    private static final int ASSISTANT_TONE = 900;
    private static final String INES = "ines";

    /// The line must be free and the next pass must come; includes a reserve for a busy machine.
    private static final Duration CALLBACK_TIMEOUT = Duration.ofSeconds(75);

    CallbackOnAsteriskTest() {
        super(LabPlan.minimal().withPositionEvery("3s").withCallbacks());
    }

    @Test
    void patientIsRungOnceAnAssistantIsReservedAndPutThroughByKey() {
        var scenario = scenario();
        AnsweringPhone patient = telephone("761").sendsTone(PATIENT_TONE);
        scenario.requestCallback("761");
        assertEquals(List.of("callback-booked"), scenario.dispositions());
        assertEquals(0, patient.ringCount(), "no assistant is free");

        lab.signIn(INES);

        assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent() && patient.connects(SOON), lab.phones()::lastSippOutput);
        assertEquals("reserved", lab.stateOf(INES));
        assertTrue(scenario.hearsCallbackQuestion(patient), "the patient is asked");
        assertTrue(ines().rings(Duration.ZERO).isEmpty(), "the assistant is not rung for a machine");
        patient.presses('1');
        assertTrue(ines().rings(SOON).isPresent() && ines().connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(ines().audio().hasTone(PATIENT_TONE, SOON), "the patient is heard");
        assertTrue(patient.audio().hasTone(ASSISTANT_TONE, SOON), "the assistant is heard");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 2));
        assertEquals(List.of("callback-booked", "handled"), scenario.dispositions());
    }

    @Test
    void answeringMachineIsNotPutThroughAndThePatientIsRungAgain() {
        var scenario = scenario(INES);
        lab.signOut(INES, SOON);
        AnsweringPhone patient = telephone("762").sendsTone(PATIENT_TONE);
        scenario.requestCallback("762");
        lab.signIn(INES);

        assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent() && patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.isFree(CALLBACK_TIMEOUT), "no key was pressed");
        assertTrue(scenario.hasEvents("callback-unanswered", 1));
        assertTrue(scenario.assistantBecomes(INES, "ready"), "the assistant is ready again");
        assertFalse(ines().rings(Duration.ZERO).isPresent(), "and was rung for no machine");

        assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent() && patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsCallbackQuestion(patient), "the patient is asked again");
        patient.presses('1');
        assertTrue(patient.audio().hasTone(ASSISTANT_TONE, SOON), "the assistant is heard");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 2));
    }

    @Test
    void patientWhoCallsAgainKeepsTheirPositionAndIsNotCalledBack() {
        var scenario = scenario();
        AnsweringPhone patient = telephone("763");
        scenario.requestCallback("763");
        var again = scenario.callerPresses('2', "763");
        assertTrue(scenario.hasEvents("queued", 2));
        lab.signIn(INES);

        assertTrue(again.audio().hasTone(ASSISTANT_TONE, SOON), "the assistant is heard");
        again.hangsUp();
        assertTrue(scenario.hasEvents("ended", 3));
        assertEquals(List.of("callback-booked", "caller-redialled", "handled"), scenario.dispositions());
        assertEquals(0, patient.ringCount());
    }

    private AnsweringPhone ines() {
        return lab.phoneOf(INES);
    }

    private Scenario scenario(String... signedIn) {
        var scenario = new Scenario(lab, List.of(INES), signedIn);
        ines().sendsTone(ASSISTANT_TONE);
        return scenario;
    }
}
