package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.HousePlan;

/// An open practice on a real Asterisk with nobody free: after ten seconds those on call are rung for an urgent
/// caller, who keeps the place.
@Tag("unhurried")
class OnCallForWhoWaitsOnAsteriskTest extends InOneHouse {

    private static final int SECOND_VOICE = 1100;
    private static final int ASSISTANTS_VOICE = 1300;
    private static final String INES = "ines";

    OnCallForWhoWaitsOnAsteriskTest() {
        super(HousePlan.small().withOnCallForWhoWaits());
    }

    @Test
    void theFirstDoctorDoesNotAnswerAndTheSecondTakesTheCallByKey() {
        var scene = scene();
        var patient = secondDoctorAccepts(scene, "771", SECOND_VOICE);
        assertTrue(scene.passed("queued", 1) && scene.passed("accepted", 1));
        house.signIn(INES);
        phone().neverAnswers();
        patient.hangsUp();
        assertTrue(secondDoctor().isFree(SOON) && scene.passed("ended", 1));
        assertTrue(phone().rings(Duration.ofSeconds(1)).isEmpty(), "no assistant is rung beside the doctor");
        assertEquals(List.of("escalated"), scene.dispositions());
    }

    @Test
    void whomNoDoctorTakesIsToldSoAndIsAnsweredInTheOldPlace() {
        var scene = scene();
        doctor().isBusy();
        var machine = secondDoctor().says(SECOND_VOICE);
        var patient = scene.urgent("772");

        assertTrue(machine.rings(SOON).isPresent() && machine.connects(SOON), house.phones()::lastWords);
        assertTrue(scene.asks(machine), "it is asked");
        phone().says(ASSISTANTS_VOICE);
        house.signIn(INES);
        assertTrue(phone().rings(Duration.ofSeconds(2)).isEmpty(), "no assistant beside a doctor who is asked");
        machine.presses('2');
        assertTrue(scene.hears(patient, "on-call-unanswered"), "the patient hears that nobody took it");
        assertTrue(scene.hears(patient, "dial-emergency"), "15 or 112");
        assertTrue(phone().rings(SOON).isPresent() && phone().connects(SOON), house.phones()::lastWords);
        assertTrue(patient.hearing().hearsTone(ASSISTANTS_VOICE, SOON), "the assistant is heard");
        assertFalse(patient.hearing().hearsTone(SECOND_VOICE, Duration.ofMillis(1)), "the machine was never heard");
        patient.hangsUp();
        assertTrue(scene.passed("ended", 1));
        assertEquals(List.of("handled"), scene.dispositions());
    }

    private AnsweringPhone phone() {
        return house.phoneOf(INES);
    }

    private Scene scene() {
        return new Scene(house, List.of(INES));
    }
}
