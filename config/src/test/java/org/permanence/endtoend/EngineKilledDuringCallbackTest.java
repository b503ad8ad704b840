package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.LabPlan;

/// The engine dies while a patient waits for a callback, on a real Asterisk.
@Tag("unhurried")
class EngineKilledDuringCallbackTest extends SharedInstallation {

    private static final int ASSISTANT_TONE = 900;
    private static final String INES = "ines";
    private static final Duration CALLBACK_TIMEOUT = Duration.ofSeconds(75);

    EngineKilledDuringCallbackTest() {
        super(LabPlan.minimal().withPositionEvery("3s").withCallbacks());
    }

    @Test
    void restartedEngineCallsThePatientBack() {
        var scenario = scenario();
        AnsweringPhone patient = telephone("764").sendsTone(PATIENT_TONE);
        scenario.requestCallback("764");

        lab.engine().kill();
        lab.startEngine();
        lab.signIn(INES);

        assertCalledBackAndPutThrough(scenario, patient);
    }

    @Test
    void telephoneKeepsRingingAndThePatientWhoAnswersIsPutThrough() {
        var scenario = scenario();
        AnsweringPhone patient = telephone("765").sendsTone(PATIENT_TONE).answersAfter(Duration.ofSeconds(12));
        scenario.requestCallback("765");
        lab.signIn(INES);
        assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent(), lab.phones()::lastSippOutput);
        assertTrue(scenario.hasEvents("callback-ringing", 1));

        lab.engine().kill();
        lab.startEngine();

        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        assertPutThrough(scenario, patient);
        assertEquals(1, patient.ringCount());
    }

    @Test
    void patientWhoConfirmsWhileTheEngineIsDownIsPutThroughAfterTheRestart() {
        var scenario = scenario();
        AnsweringPhone patient = telephone("766").sendsTone(PATIENT_TONE);
        scenario.requestCallback("766");
        lab.signIn(INES);
        assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent() && patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsCallbackQuestion(patient), "the patient hears the callback question");

        lab.engine().kill();
        patient.presses('1');
        lab.startEngine();

        assertTrue(patient.audio().hasTone(ASSISTANT_TONE, SOON), "the patient hears the assistant");
        assertEquals(0, lab.phones().phone(LabPlan.FALLBACK).ringCount(), "no caller was sent to the fallback line");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 2));
    }

    private void assertCalledBackAndPutThrough(Scenario scenario, AnsweringPhone patient) {
        assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent() && patient.connects(SOON), lab.phones()::lastSippOutput);
        assertPutThrough(scenario, patient);
    }

    private void assertPutThrough(Scenario scenario, AnsweringPhone patient) {
        assertTrue(scenario.hearsCallbackQuestion(patient), "the patient hears the callback question");
        patient.presses('1');
        assertTrue(patient.audio().hasTone(ASSISTANT_TONE, SOON), "the patient hears the assistant");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 2));
        assertEquals(List.of("callback-booked", "handled"), scenario.dispositions());
    }

    private Scenario scenario() {
        var scenario = new Scenario(lab, List.of(INES));
        lab.phoneOf(INES).sendsTone(ASSISTANT_TONE);
        return scenario;
    }
}
