package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.HousePlan;
import org.permanence.testing.Fixtures;

/// Reception on a real Asterisk: what a patient hears who calls an open practice.
@Tag("unhurried")
class ReceptionOnAsteriskTest extends InOneHouse {

    private static final int INES_VOICE = 700;
    private static final int DOCTORS_VOICE = 900;
    private static final String INES = "ines";

    ReceptionOnAsteriskTest() {
        super(HousePlan.small());
    }

    @Test
    void aNumberOfNobodyIsRefusedWithoutAnAnswer() {
        var patient =
                house.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + "742").dials(Fixtures.NUMBER_PREFIX + "999");

        assertTrue(patient.ends(SOON), house.phones()::lastWords);
        assertEquals(404, patient.refusal());
    }

    @Test
    void whoPressesTwoTalksWithTheAssistantWhoWrapsUpAndIsReadyAgain() {
        var scene = scene(INES);
        var ines = house.phoneOf(INES).answersAfter(Duration.ofMillis(300)).says(INES_VOICE);
        var patient = house.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + "742")
                .says(PATIENTS_VOICE)
                .dials(HousePlan.NUMBER);
        assertTrue(patient.connects(SOON), house.phones()::lastWords);
        assertTrue(scene.hearsWords(patient, HousePlan.GREETING), "the greeting is heard");
        assertTrue(scene.hears(patient, "emergency-question"), "then the question");
        patient.presses('2');

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), house.phones()::lastWords);
        assertTrue(patient.hearing().hearsTone(INES_VOICE, SOON), "the assistant is heard");
        assertTrue(ines.hearing().hearsTone(PATIENTS_VOICE, SOON), "the patient is heard");
        ines.hangsUp();

        assertTrue(patient.ends(SOON), "the call is over");
        assertTrue(scene.becomes(INES, "ready"), "she has wrapped up");
        assertTrue(scene.passed("ended", 1));
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
                scene.stations());
        assertEquals(List.of("handled"), scene.dispositions());
    }

    @Test
    void aPatientWhoHangsUpFirstLeavesTheAssistantInHerWrapUp() {
        var scene = scene(INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var patient = scene.presses('2', "743");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), house.phones()::lastWords);
        assertTrue(patient.hearing().hearsTone(INES_VOICE, SOON), "they talk");

        patient.hangsUp();

        assertTrue(ines.isFree(SOON), "her telephone is free");
        assertTrue(scene.passed("wrapping-up", 1), "she wraps up");
        assertTrue(scene.becomes(INES, "ready"), "and is ready again");
        assertTrue(scene.passed("ended", 1));
        assertEquals(List.of("handled"), scene.dispositions());
    }

    @Test
    void whoLeavesTheQueueHasAbandonedItAndNobodyIsRung() {
        var scene = scene();
        int before = house.phoneOf(INES).timesRung();
        var patient = scene.presses('2', "744");
        assertTrue(scene.passed("queued", 1));
        assertTrue(patient.hearing().fromNow().hearsMusic(SOON), "music while waiting");

        patient.hangsUp();

        assertTrue(patient.ends(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("abandoned"), scene.dispositions());
        house.signIn(INES);
        assertEquals("ready", house.stateOf(INES), "nobody waits for her");
        assertEquals(before, house.phoneOf(INES).timesRung());
    }

    @Test
    void whoPressesOneTalksWithTheSecondDoctorWhenTheFirstDoesNotAnswer() {
        var scene = scene(INES);
        int before = house.phoneOf(INES).timesRung();
        var first = house.phones().phone(HousePlan.DOCTOR).neverAnswers();
        var second = house.phones().phone(HousePlan.SECOND_DOCTOR).says(DOCTORS_VOICE);

        var patient = scene.presses('1', "745");

        assertTrue(scene.hears(patient, "ringing-emergency"), "the patient is told that the doctor is rung");
        assertTrue(first.rings(SOON).isPresent(), house.phones()::lastWords);
        assertTrue(second.rings(SOON).isPresent() && second.connects(SOON), house.phones()::lastWords);
        assertTrue(first.isFree(SOON), "the first telephone no longer rings");
        assertTrue(patient.hearing().hearsTone(DOCTORS_VOICE, SOON), "the doctor is heard");
        assertTrue(second.hearing().hearsTone(PATIENTS_VOICE, SOON), "the patient is heard");
        second.hangsUp();
        assertTrue(patient.ends(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("escalated"), scene.dispositions());
        assertEquals(before, house.phoneOf(INES).timesRung(), "no assistant was rung");
    }

    @Test
    void whoReachesNoDoctorIsToldToDialTheEmergencyNumber() {
        var scene = scene();
        house.phones().phone(HousePlan.DOCTOR).isBusy();
        house.phones().phone(HousePlan.SECOND_DOCTOR).neverAnswers();

        var patient = scene.presses('1', "746");

        assertTrue(scene.passed("escalating", 2), "both lines are rung");
        assertTrue(scene.hears(patient, "dial-emergency"), "hang up and dial 15 or 112");
        assertTrue(patient.ends(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("emergency-announced"), scene.dispositions());
    }

    private Scene scene(String... signedIn) {
        return new Scene(house, List.of(INES), signedIn);
    }
}
