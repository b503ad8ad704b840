package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// A practice with two languages on a real Asterisk: the emergency question is asked in both, one after the other.
@Tag("unhurried")
class LanguageOnAsteriskTest extends SharedInstallation {

    private static final int DOCTOR_TONE = 900;
    private static final String INES = "ines";
    private static final String ENGLISH_QUESTION =
            "If this is a life-threatening emergency, press 1. Otherwise, press 2.";

    LanguageOnAsteriskTest() {
        super(LabPlan.minimal().closed().withEnglish());
    }

    @Test
    void callerWhoChoosesEnglishIsAskedAgainAndHearsTheRestInEnglish() {
        var scenario = new Scenario(lab, List.of(INES));
        var patient = lab.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + "761")
                .sendsTone(PATIENT_TONE)
                .dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsPrompt(patient, "emergency-question"), "the question in French");
        assertTrue(scenario.hearsEnglishText(patient, ENGLISH_QUESTION), "the question in English");
        assertTrue(scenario.hearsEnglishText(patient, "For English, press 8."), "the offer of English");

        patient.presses('8');

        assertTrue(scenario.hearsEnglishText(patient, ENGLISH_QUESTION), "the question again, in English");
        patient.presses('2');
        assertTrue(
                scenario.hearsEnglishText(patient, LabPlan.CLOSED_ANNOUNCEMENT_ENGLISH),
                "the closed announcement in English");
        assertTrue(
                scenario.hearsEnglishText(patient, "If this is a life-threatening emergency, hang up and dial 112."),
                "the emergency number in English");
        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("closed-announced"), scenario.dispositions());
    }

    @Test
    void callerWhoPressesOneDuringTheFrenchQuestionReachesTheDoctorAtOnce() {
        var scenario = new Scenario(lab, List.of(INES));
        var doctor = lab.phones().phone(LabPlan.DOCTOR).sendsTone(DOCTOR_TONE).acceptsByKey();
        var patient = scenario.callerPresses('1', "762");

        assertTrue(doctor.rings(SOON).isPresent() && doctor.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(DOCTOR_TONE, SOON), "the patient hears the doctor");
        patient.hangsUp();
        assertTrue(doctor.isFree(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("escalated"), scenario.dispositions());
    }
}
