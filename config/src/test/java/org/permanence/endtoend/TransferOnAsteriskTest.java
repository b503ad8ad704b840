package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// An assistant transfers a caller to the doctor, in a practice that records conversations with assistants.
class TransferOnAsteriskTest extends RecordedCalls {

    private static final int DOCTOR_TONE = 900;

    /// Enough for a line to be asked twice for a key.
    private static final Duration TWO_QUESTIONS = Duration.ofSeconds(40);

    TransferOnAsteriskTest() {
        super(LabPlan.minimal().withRecording());
    }

    @Test
    void transferredCallerTalksToTheDoctorUnrecordedAndSurvivesAnEngineCrash() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var doctor = doctor().answersAfter(Duration.ofSeconds(3));
        var patient = connectWith(scenario, ines);
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.sealedBytes() > TWO_SECONDS_BYTES),
                "the conversation is being recorded");

        lab.transfer(INES, "doctor");

        assertTrue(doctor.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        assertTrue(
                patient.audio().fromNow().hasTone(INES_TONE, SOON),
                "the conversation continues while the doctor's line rings");
        assertTrue(areTalking(patient, doctor), lab.engine()::lastLogLines);
        assertTrue(ines.isFree(SOON) && scenario.assistantBecomes(INES, "ready"), "the assistant is free");
        assertTrue(
                LabInstallation.eventually(SOON, () -> recordingStates().equals(List.of("sealed"))),
                lab.engine()::lastLogLines);

        lab.engine().kill();
        lab.startEngine();
        assertTrue(areTalking(patient, doctor), "neither party was cut off");
        doctor.hangsUp();

        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1), lab.engine()::lastLogLines);
        assertEquals(List.of("handled"), scenario.dispositions());
        assertTrue(scenario.events().containsAll(List.of("transferring", "transferred")));
        assertEquals(List.of("sealed"), recordingStates(), "there is one recording, and it is sealed");
        var sound =
                lab.playRecording(lab.recordings().getFirst().path("recording").asString());
        assertTrue(
                sound.hasCallerTone(PATIENT_TONE) && sound.hasOtherPartyTone(INES_TONE),
                "the conversation with the assistant is recorded");
        assertFalse(sound.hasOtherPartyTone(DOCTOR_TONE), "the conversation with the doctor is not recorded");
    }

    @Test
    void transferIsReturnedOnNoAnswerAndCompletesWhenTheAssistantHangsUpFirst() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var doctor = doctor().neverAnswers();
        var patient = connectWith(scenario, ines);

        lab.transfer(INES, "doctor");
        assertTrue(
                doctor.rings(SOON).isPresent() && scenario.hasEvents("transfer-returned", 1),
                lab.engine()::lastLogLines);
        assertTrue(doctor.isFree(SOON), "the doctor's line no longer rings");
        assertTrue(
                patient.audio().fromNow().hasTone(INES_TONE, SOON)
                        && ines.audio().fromNow().hasTone(PATIENT_TONE, SOON),
                "the conversation with the assistant continues");
        long bytesBefore = lab.sealedBytes();
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.sealedBytes() > bytesBefore + TWO_SECONDS_BYTES),
                "the conversation is still recorded");

        doctor.answersAfter(Duration.ofSeconds(3));
        lab.transfer(INES, "doctor");
        assertTrue(doctor.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        ines.hangsUp();
        assertTrue(ines.isFree(SOON));
        assertTrue(areTalking(patient, doctor), lab.engine()::lastLogLines);
        patient.hangsUp();

        assertTrue(doctor.isFree(SOON) && scenario.hasEvents("ended", 1), lab.engine()::lastLogLines);
        assertEquals(List.of("handled"), scenario.dispositions());
    }

    @Test
    void machineThatAnswersATransferIsNotJoinedAndTheAssistantKeepsTheCaller() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var machine = doctor().answersAfter(Duration.ZERO).pressesNoKey();
        var patient = connectWith(scenario, ines);

        lab.transfer(INES, "doctor");

        assertTrue(machine.rings(SOON).isPresent() && machine.connects(SOON), "a machine answers");
        assertTrue(machine.isFree(TWO_QUESTIONS), "the machine is hung up on");
        assertTrue(scenario.hasEvents("transfer-returned", 1), lab.engine()::lastLogLines);
        assertFalse(patient.audio().hasTone(DOCTOR_TONE, Duration.ZERO), "the patient never heard the machine");
        assertTrue(
                patient.audio().fromNow().hasTone(INES_TONE, SOON)
                        && ines.audio().fromNow().hasTone(PATIENT_TONE, SOON),
                "the conversation with the assistant continues");
        ines.hangsUp();
        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1), lab.engine()::lastLogLines);
    }

    private AnsweringPhone doctor() {
        return lab.phones().phone(LabPlan.DOCTOR).sendsTone(DOCTOR_TONE).acceptsByKey();
    }

    private static boolean areTalking(Caller patient, AnsweringPhone doctor) {
        return doctor.connects(SOON)
                && patient.audio().fromNow().hasTone(DOCTOR_TONE, SOON)
                && doctor.audio().fromNow().hasTone(PATIENT_TONE, SOON);
    }
}
