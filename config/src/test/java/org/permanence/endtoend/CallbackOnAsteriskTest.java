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
import org.permanence.testing.Fixtures;

/// A patient requests a callback while waiting, on a real Asterisk. An assistant is reserved, the patient's phone
/// rings, and only a key proves that a person answered.
@Tag("unhurried")
class CallbackOnAsteriskTest extends SharedInstallation {

    private static final int ASSISTANT_TONE = 900;
    private static final String INES = "ines";

    /// The line must become free and the next pass must run; includes a margin for a busy machine.
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
        assertEquals(0, patient.ringCount(), "the patient is not rung before an assistant is free");

        lab.signIn(INES);

        assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent() && patient.connects(SOON), lab.phones()::lastSippOutput);
        assertEquals("reserved", lab.stateOf(INES));
        assertTrue(scenario.hearsCallbackQuestion(patient), "the patient hears the callback question");
        assertTrue(ines().rings(Duration.ZERO).isEmpty(), "the assistant is not rung before the patient accepts");
        patient.presses('1');
        assertTrue(ines().rings(SOON).isPresent() && ines().connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(ines().audio().hasTone(PATIENT_TONE, SOON), "the assistant hears the patient");
        assertTrue(patient.audio().hasTone(ASSISTANT_TONE, SOON), "the patient hears the assistant");
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
        assertTrue(patient.isFree(CALLBACK_TIMEOUT), "the call ends without a key");
        assertTrue(scenario.hasEvents("callback-unanswered", 1));
        assertTrue(scenario.assistantBecomes(INES, "ready"), "the assistant is ready again");
        assertFalse(ines().rings(Duration.ZERO).isPresent(), "the assistant was not rung for an answering machine");

        assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent() && patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsCallbackQuestion(patient), "the patient hears the callback question again");
        patient.presses('1');
        assertTrue(patient.audio().hasTone(ASSISTANT_TONE, SOON), "the patient hears the assistant");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 2));
    }

    @Test
    void patientWhoCallsAgainKeepsTheirPositionAndIsNotCalledBack() {
        var scenario = scenario();
        AnsweringPhone patient = telephone("763");
        scenario.requestCallback("763");
        var again = scenario.assertedCallerPresses('2', "763");
        assertTrue(scenario.hasEvents("queued", 2));
        lab.signIn(INES);

        assertTrue(again.audio().hasTone(ASSISTANT_TONE, SOON), "the patient hears the assistant");
        again.hangsUp();
        assertTrue(scenario.hasEvents("ended", 3));
        assertEquals(List.of("callback-booked", "caller-redialled", "handled"), scenario.dispositions());
        assertEquals(0, patient.ringCount());
    }

    @Test
    void typedNumberOfAnotherPatientEndsNoCallbackAndRingsThemOnce() {
        var scenario = scenario();
        AnsweringPhone patient = telephone("767").sendsTone(PATIENT_TONE);
        scenario.requestCallback("767");

        scenario.requestCallbackTo(Fixtures.NATIONAL_NUMBER_PREFIX + "767");

        assertTrue(scenario.hasEvents("ended", 2));
        assertEquals(List.of("callback-booked", "callback-booked"), scenario.dispositions());
        lab.signIn(INES);
        assertPutThrough(scenario, patient, 3);
        assertEquals(1, patient.ringCount());
    }

    @Test
    void claimedNumberOfAnotherPatientEndsNoCallback() {
        var scenario = scenario();
        AnsweringPhone patient = telephone("768").sendsTone(PATIENT_TONE);
        scenario.requestCallback("768");

        scenario.callerPresses('2', "768").hangsUp();

        assertTrue(scenario.hasEvents("ended", 2));
        lab.signIn(INES);
        assertPutThrough(scenario, patient, 3);
    }

    @Test
    void personWhoDeclinesIsNotCalledAgain() {
        var scenario = scenario();
        AnsweringPhone victim = telephone("769");
        scenario.requestCallbackTo(Fixtures.NATIONAL_NUMBER_PREFIX + "769");
        lab.signIn(INES);
        assertTrue(victim.rings(CALLBACK_TIMEOUT).isPresent() && victim.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsCallbackQuestion(victim), "the person hears the callback question");

        victim.presses('2');

        assertTrue(scenario.hasEvents("ended", 2));
        assertEquals(List.of("callback-booked", "callback-failed"), scenario.dispositions());
        assertTrue(scenario.assistantBecomes(INES, "ready"), "the assistant is ready again");
    }

    private void assertPutThrough(Scenario scenario, AnsweringPhone patient, int calls) {
        assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent() && patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsCallbackQuestion(patient), "the patient hears the callback question");
        patient.presses('1');
        assertTrue(patient.audio().hasTone(ASSISTANT_TONE, SOON), "the patient hears the assistant");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", calls));
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
