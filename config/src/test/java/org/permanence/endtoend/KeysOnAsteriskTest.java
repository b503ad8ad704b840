package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.Caller;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// Keys on a real Asterisk: a key counts from the first word on, whatever way the caller's carrier sends it.
@Tag("unhurried")
class KeysOnAsteriskTest extends SharedInstallation {

    private static final int DOCTOR_TONE = 900;
    private static final String INES = "ines";

    /// Much longer than a doubled press, much shorter than the question.
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    KeysOnAsteriskTest() {
        super(LabPlan.minimal().withBlockedCallersRefused());
    }

    @Test
    void key1DuringTheGreetingRingsTheEmergencyLine() {
        var scenario = scenario();
        Caller patient = dials("761");
        assertTrue(scenario.hearsText(patient, LabPlan.GREETING), "the patient hears the greeting");

        patient.presses('1');

        assertEmergency(scenario, patient);
    }

    @Test
    void key1ByInfoRingsTheEmergencyLine() {
        var scenario = scenario();
        Caller patient = dials("762");
        assertTrue(scenario.hearsPrompt(patient, "emergency-question"), "the patient hears the question");

        patient.pressesByInfo('1');

        assertEmergency(scenario, patient);
    }

    @Test
    void key1ByInfoDuringTheGreetingRingsTheEmergencyLine() {
        var scenario = scenario();
        Caller patient = dials("763");
        assertTrue(scenario.hearsText(patient, LabPlan.GREETING), "the patient hears the greeting");

        patient.pressesByInfo('1');

        assertEmergency(scenario, patient);
    }

    @Test
    void key1AsAToneRingsTheEmergencyLineIfTheOfferHasNoEvents() {
        var scenario = scenario();
        Caller patient = caller("764").offersNoEvents().sendsSilence().dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsPrompt(patient, "emergency-question"), "the patient hears the question");

        patient.pressesAsTone('1');

        assertEmergency(scenario, patient.sendsTone(PATIENT_TONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 120})
    void onePressThatArrivesTwiceAnswersOneQuestion(int gap) {
        var scenario = scenario();
        Caller patient = dials("765");
        assertTrue(scenario.hearsPrompt(patient, "emergency-question"), "the patient hears the question");

        patient.pressesWithEcho('2', Duration.ofMillis(gap));

        assertTrue(scenario.hearsText(patient, LabPlan.REASON_QUESTION), "the patient hears the practice's question");
        assertEquals(List.of(), scenario.urgencies(), "the question is not answered yet");
        patient.presses('1');
        assertTrue(scenario.hasEvents("queued", 1));
        assertEquals(List.of("urgent"), scenario.urgencies());
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
    }

    private void assertEmergency(Scenario scenario, Caller patient) {
        assertTrue(doctor().rings(A_MOMENT).isPresent(), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(DOCTOR_TONE, SOON), "the patient hears the doctor");
        assertTrue(doctor().audio().hasTone(PATIENT_TONE, SOON), "the doctor hears the patient");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("vital"), scenario.urgencies());
        assertEquals(List.of("escalated"), scenario.dispositions());
    }

    private Caller dials(String lastDigits) {
        Caller patient = caller(lastDigits).dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        return patient;
    }

    private Caller caller(String lastDigits) {
        return lab.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits).sendsTone(PATIENT_TONE);
    }

    private Scenario scenario() {
        var scenario = new Scenario(lab, List.of(INES));
        doctor().sendsTone(DOCTOR_TONE).acceptsByKey();
        return scenario;
    }
}
