package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;

/// An assistant hands her caller over to the doctor, in a house that records conversations with assistants.
class TransferOnAsteriskTest extends RecordedTalks {

    private static final int DOCTORS_VOICE = 900;

    TransferOnAsteriskTest() {
        super(HousePlan.small().recording());
    }

    @Test
    void whoeverIsHandedOverTalksToTheDoctorUnrecordedAndThroughTheEnginesDeath() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var doctor = doctor().answersAfter(Duration.ofSeconds(3));
        var patient = talksWith(scene, ines);
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > TWO_SECONDS), "it is being recorded");

        house.handsOver(INES, "doctor");

        assertTrue(doctor.rings(SOON).isPresent(), house.engine()::lastWords);
        assertTrue(patient.hearing().fromNow().hearsTone(INES_VOICE, SOON), "they talk on while it rings");
        assertTrue(talk(patient, doctor), house.engine()::lastWords);
        assertTrue(ines.isFree(SOON) && scene.becomes(INES, "ready"), "the assistant is free");
        assertTrue(LabHouse.eventually(SOON, () -> states().equals(List.of("sealed"))), house.engine()::lastWords);

        house.engine().kill();
        house.startEngine();
        assertTrue(talk(patient, doctor), "nobody was cut off");
        doctor.hangsUp();

        assertTrue(patient.ends(SOON) && scene.passed("ended", 1), house.engine()::lastWords);
        assertEquals(List.of("handled"), scene.dispositions());
        assertTrue(scene.stations().containsAll(List.of("transferring", "transferred")));
        assertEquals(List.of("sealed"), states(), "and nothing else is kept");
        var sound = house.plays(house.recordings().getFirst().path("recording").asString());
        assertTrue(sound.callerSays(PATIENTS_VOICE) && sound.otherSays(INES_VOICE), "the assistant's part is kept");
        assertFalse(sound.otherSays(DOCTORS_VOICE), "nothing of the doctor's is");
    }

    @Test
    void whereTheDoctorDoesNotAnswerTheTwoTalkOnAndWhereTheAssistantLeavesFirstTheCallerIsStillPutThrough() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var doctor = doctor().neverAnswers();
        var patient = talksWith(scene, ines);

        house.handsOver(INES, "doctor");
        assertTrue(doctor.rings(SOON).isPresent() && scene.passed("transfer-returned", 1), house.engine()::lastWords);
        assertTrue(doctor.isFree(SOON), "it rings no more");
        assertTrue(
                patient.hearing().fromNow().hearsTone(INES_VOICE, SOON)
                        && ines.hearing().fromNow().hearsTone(PATIENTS_VOICE, SOON),
                "they talk on");
        long before = house.sealedBytes();
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > before + TWO_SECONDS), "and are recorded");

        doctor.answersAfter(Duration.ofSeconds(3));
        house.handsOver(INES, "doctor");
        assertTrue(doctor.rings(SOON).isPresent(), house.engine()::lastWords);
        ines.hangsUp();
        assertTrue(ines.isFree(SOON));
        assertTrue(talk(patient, doctor), house.engine()::lastWords);
        patient.hangsUp();

        assertTrue(doctor.isFree(SOON) && scene.passed("ended", 1), house.engine()::lastWords);
        assertEquals(List.of("handled"), scene.dispositions());
    }

    private AnsweringPhone doctor() {
        return house.phones().phone(HousePlan.DOCTOR).says(DOCTORS_VOICE);
    }

    private static boolean talk(Caller patient, AnsweringPhone doctor) {
        return doctor.connects(SOON)
                && patient.hearing().fromNow().hearsTone(DOCTORS_VOICE, SOON)
                && doctor.hearing().fromNow().hearsTone(PATIENTS_VOICE, SOON);
    }
}
