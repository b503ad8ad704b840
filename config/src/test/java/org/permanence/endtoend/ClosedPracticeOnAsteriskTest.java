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

/// A closed practice on a real Asterisk: the emergency question comes first even then.
@Tag("unhurried")
class ClosedPracticeOnAsteriskTest extends InOneHouse {

    private static final int DOCTORS_VOICE = 900;
    private static final String INES = "ines";

    ClosedPracticeOnAsteriskTest() {
        super(HousePlan.small().closed());
    }

    @Test
    void whoPressesTwoIsToldThatItIsClosedAndWhatToDialInDanger() {
        var scene = scene(INES);
        var patient = scene.presses('2', "742");

        assertTrue(scene.hearsWords(patient, HousePlan.CLOSED), "closed is heard");
        assertTrue(scene.hears(patient, "dial-emergency"), "then 15 or 112");
        assertTrue(patient.ends(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("closed-announced"), scene.dispositions());
        assertEquals(0, house.phoneOf(INES).timesRung(), "nobody is rung");
    }

    @Test
    void whoPressesOneReachesTheDoctor() {
        var scene = scene();
        var doctor = house.phones().phone(HousePlan.DOCTOR).says(DOCTORS_VOICE);
        var patient = scene.presses('1', "743");

        assertTrue(doctor.rings(SOON).isPresent() && doctor.connects(SOON), house.phones()::lastWords);
        assertTrue(patient.hearing().hearsTone(DOCTORS_VOICE, SOON), "the doctor is heard");
        assertTrue(doctor.hearing().hearsTone(PATIENTS_VOICE, SOON), "the patient is heard");
        patient.hangsUp();
        assertTrue(doctor.isFree(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("escalated"), scene.dispositions());
    }

    @Test
    void whoPressesNothingIsRungThroughToTheFallbackLine() {
        var scene = scene(INES);
        var desk = house.phones().phone(HousePlan.FALLBACK).says(DOCTORS_VOICE);
        var patient =
                house.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + "744").dials(HousePlan.NUMBER);

        assertTrue(patient.connects(SOON), house.phones()::lastWords);
        assertTrue(desk.rings(Duration.ofSeconds(60)).isPresent() && desk.connects(SOON), house.phones()::lastWords);
        assertTrue(patient.hearing().hearsTone(DOCTORS_VOICE, SOON), "a person is heard");
        patient.hangsUp();
        assertTrue(desk.isFree(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("to-fallback"), scene.dispositions());
    }

    private Scene scene(String... signedIn) {
        return new Scene(house, List.of(INES), signedIn);
    }
}
