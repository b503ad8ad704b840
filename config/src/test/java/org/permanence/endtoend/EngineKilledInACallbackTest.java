package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.HousePlan;

/// The engine dies while a patient is to be called back, on a real Asterisk.
@Tag("unhurried")
class EngineKilledInACallbackTest extends InOneHouse {

    private static final int ASSISTANTS_VOICE = 900;
    private static final String INES = "ines";
    private static final Duration A_TURN = Duration.ofSeconds(75);

    EngineKilledInACallbackTest() {
        super(HousePlan.small().announcingEvery("3s").callingBack());
    }

    @Test
    void whatWasPromisedIsKeptByTheNextEngine() {
        var scene = scene();
        AnsweringPhone patient = telephone("764").says(PATIENTS_VOICE);
        scene.asksToBeCalledBack("764");

        house.engine().kill();
        house.startEngine();
        house.signIn(INES);

        isPutThrough(scene, patient);
    }

    @Test
    void aTelephoneThatRingsGoesOnRingingAndWhoeverAnswersIsPutThrough() {
        var scene = scene();
        AnsweringPhone patient = telephone("765").says(PATIENTS_VOICE).answersAfter(Duration.ofSeconds(12));
        scene.asksToBeCalledBack("765");
        house.signIn(INES);
        assertTrue(patient.rings(A_TURN).isPresent(), house.phones()::lastWords);
        assertTrue(scene.passed("callback-ringing", 1));

        house.engine().kill();
        house.startEngine();

        assertTrue(patient.connects(SOON), house.phones()::lastWords);
        goesOn(scene, patient);
        assertEquals(1, patient.timesRung());
    }

    @Test
    void whoeverSaysWhileTheEngineIsDeadThatAPersonIsThereIsKeptForTheNext() {
        var scene = scene();
        AnsweringPhone patient = telephone("766").says(PATIENTS_VOICE);
        scene.asksToBeCalledBack("766");
        house.signIn(INES);
        assertTrue(patient.rings(A_TURN).isPresent() && patient.connects(SOON), house.phones()::lastWords);
        assertTrue(scene.asksPatient(patient), "the patient is asked");

        house.engine().kill();
        patient.presses('1');
        house.startEngine();

        assertTrue(patient.hearing().hearsTone(ASSISTANTS_VOICE, SOON), "the assistant is heard");
        assertEquals(0, house.phones().phone(HousePlan.FALLBACK).timesRung(), "nobody was given up");
        patient.hangsUp();
        assertTrue(scene.passed("ended", 2));
    }

    private void isPutThrough(Scene scene, AnsweringPhone patient) {
        assertTrue(patient.rings(A_TURN).isPresent() && patient.connects(SOON), house.phones()::lastWords);
        goesOn(scene, patient);
    }

    private void goesOn(Scene scene, AnsweringPhone patient) {
        assertTrue(scene.asksPatient(patient), "the patient is asked");
        patient.presses('1');
        assertTrue(patient.hearing().hearsTone(ASSISTANTS_VOICE, SOON), "the assistant is heard");
        patient.hangsUp();
        assertTrue(scene.passed("ended", 2));
        assertEquals(List.of("callback-booked", "handled"), scene.dispositions());
    }

    private Scene scene() {
        var scene = new Scene(house, List.of(INES));
        house.phoneOf(INES).says(ASSISTANTS_VOICE);
        return scene;
    }
}
