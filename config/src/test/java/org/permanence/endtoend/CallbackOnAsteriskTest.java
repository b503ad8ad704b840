package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.HousePlan;

/// A patient asks to be called back while waiting, on a real Asterisk: an assistant is reserved, the patient's
/// telephone rings, and only a key says that a person is there.
@Tag("unhurried")
class CallbackOnAsteriskTest extends InOneHouse {

    private static final int ASSISTANTS_VOICE = 900;
    private static final String INES = "ines";

    /// Until the line is free again, and the next look; some time for a busy machine.
    private static final Duration A_TURN = Duration.ofSeconds(75);

    CallbackOnAsteriskTest() {
        super(HousePlan.small().announcingEvery("3s").callingBack());
    }

    @Test
    void nobodyIsRungBeforeAnAssistantIsFreeAndAPersonWhoSaysSoByKeyIsPutThrough() {
        var scene = scene();
        AnsweringPhone patient = telephone("761").says(PATIENTS_VOICE);
        scene.asksToBeCalledBack("761");
        assertEquals(List.of("callback-booked"), scene.dispositions());
        assertEquals(0, patient.timesRung(), "nobody is free");

        house.signIn(INES);

        assertTrue(patient.rings(A_TURN).isPresent() && patient.connects(SOON), house.phones()::lastWords);
        assertEquals("reserved", house.stateOf(INES));
        assertTrue(scene.asksPatient(patient), "the patient is asked");
        assertTrue(ines().rings(Duration.ZERO).isEmpty(), "the assistant is not rung for a machine");
        patient.presses('1');
        assertTrue(ines().rings(SOON).isPresent() && ines().connects(SOON), house.phones()::lastWords);
        assertTrue(ines().hearing().hearsTone(PATIENTS_VOICE, SOON), "the patient is heard");
        assertTrue(patient.hearing().hearsTone(ASSISTANTS_VOICE, SOON), "the assistant is heard");
        patient.hangsUp();
        assertTrue(scene.passed("ended", 2));
        assertEquals(List.of("callback-booked", "handled"), scene.dispositions());
    }

    @Test
    void aMachineIsNotAPersonAndThePatientIsRungAgainLater() {
        var scene = scene(INES);
        house.signsOut(INES, SOON);
        AnsweringPhone patient = telephone("762").says(PATIENTS_VOICE);
        scene.asksToBeCalledBack("762");
        house.signIn(INES);

        assertTrue(patient.rings(A_TURN).isPresent() && patient.connects(SOON), house.phones()::lastWords);
        assertTrue(patient.isFree(A_TURN), "nobody pressed a key");
        assertTrue(scene.passed("callback-unanswered", 1));
        assertTrue(scene.becomes(INES, "ready"), "the assistant has her turn back");
        assertFalse(ines().rings(Duration.ZERO).isPresent(), "and was rung for no machine");

        assertTrue(patient.rings(A_TURN).isPresent() && patient.connects(SOON), house.phones()::lastWords);
        assertTrue(scene.asksPatient(patient), "the patient is asked again");
        patient.presses('1');
        assertTrue(patient.hearing().hearsTone(ASSISTANTS_VOICE, SOON), "the assistant is heard");
        patient.hangsUp();
        assertTrue(scene.passed("ended", 2));
    }

    @Test
    void whoeverRingsAgainHasThePlaceAndIsCalledBackNoMore() {
        var scene = scene();
        AnsweringPhone patient = telephone("763");
        scene.asksToBeCalledBack("763");
        var again = scene.presses('2', "763");
        assertTrue(scene.passed("queued", 2));
        house.signIn(INES);

        assertTrue(again.hearing().hearsTone(ASSISTANTS_VOICE, SOON), "the assistant is heard");
        again.hangsUp();
        assertTrue(scene.passed("ended", 3));
        assertEquals(List.of("callback-booked", "caller-redialled", "handled"), scene.dispositions());
        assertEquals(0, patient.timesRung());
    }

    private AnsweringPhone ines() {
        return house.phoneOf(INES);
    }

    private Scene scene(String... signedIn) {
        var scene = new Scene(house, List.of(INES), signedIn);
        ines().says(ASSISTANTS_VOICE);
        return scene;
    }
}
