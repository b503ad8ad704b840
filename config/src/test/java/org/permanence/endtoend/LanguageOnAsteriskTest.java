package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.HousePlan;
import org.permanence.testing.Fixtures;

/// A practice of two languages on a real Asterisk: the emergency question in both, one after the other.
@Tag("unhurried")
class LanguageOnAsteriskTest extends InOneHouse {

    private static final int DOCTORS_VOICE = 900;
    private static final String INES = "ines";
    private static final String ENGLISH_QUESTION =
            "If this is a matter of life and death, press 1. Otherwise, press 2.";

    LanguageOnAsteriskTest() {
        super(HousePlan.small().closed().inTwoLanguages());
    }

    @Test
    void whoHearsTheQuestionInBothAndChoosesEnglishIsAskedAgainAndHearsTheRestInEnglish() {
        var scene = new Scene(house, List.of(INES));
        var patient = house.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + "761")
                .says(PATIENTS_VOICE)
                .dials(HousePlan.NUMBER);
        assertTrue(patient.connects(SOON), house.phones()::lastWords);
        assertTrue(scene.hears(patient, "emergency-question"), "in French");
        assertTrue(scene.hearsEnglish(patient, ENGLISH_QUESTION), "then in English");
        assertTrue(scene.hearsEnglish(patient, "For English, press 8."), "then the offer");

        patient.presses('8');

        assertTrue(scene.hearsEnglish(patient, ENGLISH_QUESTION), "once more, in English");
        patient.presses('2');
        assertTrue(scene.hearsEnglish(patient, HousePlan.CLOSED_IN_ENGLISH), "closed, in English");
        assertTrue(
                scene.hearsEnglish(patient, "If a life is in danger, hang up and dial 112."), "then 112, in English");
        assertTrue(patient.ends(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("closed-announced"), scene.dispositions());
    }

    @Test
    void whoPressesOneDuringTheFrenchQuestionIsRungThroughAtOnce() {
        var scene = new Scene(house, List.of(INES));
        var doctor = house.phones().phone(HousePlan.DOCTOR).says(DOCTORS_VOICE);
        var patient = scene.presses('1', "762");

        assertTrue(doctor.rings(SOON).isPresent() && doctor.connects(SOON), house.phones()::lastWords);
        assertTrue(patient.hearing().hearsTone(DOCTORS_VOICE, SOON), "the doctor is heard");
        patient.hangsUp();
        assertTrue(doctor.isFree(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("escalated"), scene.dispositions());
    }
}
