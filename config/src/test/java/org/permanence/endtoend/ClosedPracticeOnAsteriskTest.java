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

/// A closed practice on a real Asterisk: the emergency question still comes first.
@Tag("unhurried")
class ClosedPracticeOnAsteriskTest extends SharedInstallation {

    private static final int DOCTOR_TONE = 900;
    private static final String INES = "ines";

    ClosedPracticeOnAsteriskTest() {
        super(LabPlan.minimal().closed());
    }

    @Test
    void routineCallerHearsThatThePracticeIsClosedAndTheEmergencyNumber() {
        var scenario = scenario(INES);
        var patient = scenario.callerPresses('2', "742");

        assertTrue(
                scenario.hearsText(patient, LabPlan.CLOSED_ANNOUNCEMENT), "the patient hears the closed announcement");
        assertTrue(scenario.hearsPrompt(patient, "dial-emergency"), "the patient hears to dial 15 or 112");
        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("closed-announced"), scenario.dispositions());
        assertEquals(0, lab.phoneOf(INES).ringCount(), "no phone rings");
    }

    @Test
    void vitalCallerReachesTheDoctor() {
        var scenario = scenario();
        var doctor = lab.phones().phone(LabPlan.DOCTOR).sendsTone(DOCTOR_TONE).acceptsByKey();
        var patient = scenario.callerPresses('1', "743");

        assertTrue(doctor.rings(SOON).isPresent() && doctor.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(DOCTOR_TONE, SOON), "the patient hears the doctor");
        assertTrue(doctor.audio().hasTone(PATIENT_TONE, SOON), "the doctor hears the patient");
        patient.hangsUp();
        assertTrue(doctor.isFree(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("escalated"), scenario.dispositions());
    }

    @Test
    void callerWithoutInputReachesTheFallbackLine() {
        var scenario = scenario(INES);
        var fallback =
                lab.phones().phone(LabPlan.FALLBACK).sendsTone(DOCTOR_TONE).acceptsByKey();
        var patient =
                lab.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + "744").dials(LabPlan.PRACTICE_NUMBER);

        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(
                fallback.rings(Duration.ofSeconds(60)).isPresent() && fallback.connects(SOON),
                lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(DOCTOR_TONE, SOON), "the patient hears a person");
        patient.hangsUp();
        assertTrue(fallback.isFree(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("to-fallback"), scenario.dispositions());
    }

    private Scenario scenario(String... signedIn) {
        return new Scenario(lab, List.of(INES), signedIn);
    }
}
