package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// Reception on a real Asterisk: what a patient who calls an open practice hears.
@Tag("unhurried")
class ReceptionOnAsteriskTest extends SharedInstallation {

    private static final int INES_TONE = 700;
    private static final int DOCTOR_TONE = 900;
    private static final String INES = "ines";

    ReceptionOnAsteriskTest() {
        super(LabPlan.minimal());
    }

    @Test
    void unknownNumberIsRejectedWithoutAnAnswer() {
        var patient =
                lab.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + "742").dials(Fixtures.NUMBER_PREFIX + "999");

        assertTrue(patient.ends(SOON), lab.phones()::lastSippOutput);
        assertEquals(404, patient.rejectionStatus());
    }

    @Test
    void routineCallerReachesAnAssistantWhoWrapsUpAndIsReadyAgain() {
        var scenario = scenario(INES);
        var ines = lab.phoneOf(INES).answersAfter(Duration.ofMillis(300)).sendsTone(INES_TONE);
        var patient = lab.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + "742")
                .sendsTone(PATIENT_TONE)
                .dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsText(patient, LabPlan.GREETING), "the patient hears the greeting");
        assertTrue(scenario.hearsPrompt(patient, "emergency-question"), "the patient hears the emergency question");
        patient.presses('2');

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON), "the patient hears the assistant");
        assertTrue(ines.audio().hasTone(PATIENT_TONE, SOON), "the assistant hears the patient");
        ines.hangsUp();

        assertTrue(patient.ends(SOON), "the call is over");
        assertTrue(scenario.assistantBecomes(INES, "ready"), "wrap-up is over");
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(
                List.of(
                        "arrived",
                        "answered",
                        "greeted",
                        "triaged",
                        "queued",
                        "assistant-reserved",
                        "bridged",
                        "bridge-ended",
                        "wrapping-up",
                        "ended"),
                scenario.events());
        assertEquals(List.of("handled"), scenario.dispositions());
    }

    @Test
    void assistantWrapsUpWhenThePatientHangsUpFirst() {
        var scenario = scenario(INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = scenario.callerPresses('2', "743");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON), "the patient hears the assistant");

        patient.hangsUp();

        assertTrue(ines.isFree(SOON), "the assistant's phone is free");
        assertTrue(scenario.hasEvents("wrapping-up", 1), "the assistant is in wrap-up");
        assertTrue(scenario.assistantBecomes(INES, "ready"), "the assistant is ready again");
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("handled"), scenario.dispositions());
    }

    @Test
    void callerWhoHangsUpInTheQueueIsAbandonedAndNoAssistantIsRung() {
        var scenario = scenario();
        int ringsBefore = lab.phoneOf(INES).ringCount();
        var patient = scenario.callerPresses('2', "744");
        assertTrue(scenario.hasEvents("queued", 1));
        assertTrue(patient.audio().fromNow().hasMusic(SOON), "the patient hears music while waiting");

        patient.hangsUp();

        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("abandoned"), scenario.dispositions());
        lab.signIn(INES);
        assertEquals("ready", lab.stateOf(INES), "no assistant is rung after the caller has left");
        assertEquals(ringsBefore, lab.phoneOf(INES).ringCount());
    }

    @Test
    void vitalCallerReachesTheSecondDoctorWhenTheFirstDoesNotAnswer() {
        var scenario = scenario(INES);
        int ringsBefore = lab.phoneOf(INES).ringCount();
        var first = lab.phones().phone(LabPlan.DOCTOR).neverAnswers();
        var second = lab.phones().phone(LabPlan.SECOND_DOCTOR).sendsTone(DOCTOR_TONE);

        var patient = scenario.callerPresses('1', "745");

        assertTrue(scenario.hearsPrompt(patient, "ringing-emergency"), "the patient hears that the doctor is rung");
        assertTrue(first.rings(SOON).isPresent(), lab.phones()::lastSippOutput);
        assertTrue(second.rings(SOON).isPresent() && second.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(first.isFree(SOON), "the first telephone no longer rings");
        assertTrue(scenario.hearsQuestion(second, "accept-vital"), "the doctor is asked to accept, as shipped");
        second.presses('1');
        assertTrue(patient.audio().hasTone(DOCTOR_TONE, SOON), "the patient hears the doctor");
        assertTrue(second.audio().hasTone(PATIENT_TONE, SOON), "the doctor hears the patient");
        second.hangsUp();
        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("escalated"), scenario.dispositions());
        assertEquals(ringsBefore, lab.phoneOf(INES).ringCount(), "no assistant was rung");
    }

    @Test
    void callerIsToldToDialTheEmergencyNumberWhenNoDoctorAnswers() {
        var scenario = scenario();
        lab.phones().phone(LabPlan.DOCTOR).signalsBusy();
        lab.phones().phone(LabPlan.SECOND_DOCTOR).neverAnswers();

        var patient = scenario.callerPresses('1', "746");

        assertTrue(scenario.hasEvents("escalating", 2), "both lines are rung");
        assertTrue(scenario.hearsPrompt(patient, "dial-emergency"), "hang up and dial 15 or 112");
        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("emergency-announced"), scenario.dispositions());
    }

    private Scenario scenario(String... signedIn) {
        return new Scenario(lab, List.of(INES), signedIn);
    }
}
