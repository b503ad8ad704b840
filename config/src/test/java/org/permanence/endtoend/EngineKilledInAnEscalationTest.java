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

/// The engine dies while a doctor is rung for a caller who cannot wait, on a real Asterisk.
@Tag("unhurried")
class EngineKilledInAnEscalationTest extends InOneHouse {

    private static final int DOCTORS_VOICE = 900;
    private static final int SECOND_VOICE = 1100;
    private static final String INES = "ines";
    private static final Duration A_ROUND = Duration.ofSeconds(60);

    EngineKilledInAnEscalationTest() {
        super(HousePlan.small().closed().withOnCall());
    }

    @Test
    void anEngineThatIsKilledInTheMiddleGoesOnWithTheDoctorWhoIsRung() {
        var scene = scene();
        doctor().neverAnswers();
        var second = secondDoctor().says(SECOND_VOICE);
        var patient = scene.urgent("754");
        assertTrue(doctor().rings(SOON).isPresent(), house.phones()::lastWords);
        assertTrue(scene.passed("escalating", 1));

        house.engine().kill();
        house.startEngine();

        assertTrue(second.rings(A_ROUND).isPresent() && second.connects(SOON), house.phones()::lastWords);
        assertTrue(scene.asks(second), "the doctor hears for whom it is");
        second.presses('1');
        assertTrue(patient.hearing().hearsTone(SECOND_VOICE, SOON), "the doctor is heard");
        patient.hangsUp();
        assertTrue(second.isFree(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("escalated"), scene.dispositions());
        assertEquals(0, house.phones().phone(HousePlan.FALLBACK).timesRung(), "nobody was given up");
    }

    @Test
    void aDoctorWhoTakesTheCallWhileTheEngineIsDeadHasIt() {
        var scene = scene();
        var first = doctor().says(DOCTORS_VOICE);
        var patient = scene.urgent("755");
        assertTrue(
                first.rings(SOON).isPresent() && first.connects(SOON) && scene.asks(first), house.phones()::lastWords);

        house.engine().kill();
        first.presses('1');

        assertTrue(patient.hearing().hearsTone(DOCTORS_VOICE, SOON), "the doctor is heard");
        assertTrue(first.hearing().hearsTone(PATIENTS_VOICE, SOON), "the patient is heard");
        house.startEngine();
        patient.hangsUp();
        assertTrue(first.isFree(SOON));
    }

    private Scene scene() {
        return new Scene(house, List.of(INES));
    }
}
