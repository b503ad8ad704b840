package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabException;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;

/// A practice records every conversation, on a real Asterisk.
class RecordingOnAsteriskTest extends RecordedCalls {

    RecordingOnAsteriskTest() {
        super(LabPlan.minimal().withRecording());
    }

    @Test
    void callerWhoObjectsDuringTheConversationTalksOnAndNothingIsKept() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = recordConversation(scenario, ines);

        Instant pressed = Instant.now();
        patient.presses('9');

        assertTrue(scenario.hasEvents("recording-objected", 1), lab.engine()::lastLogLines);
        assertTrue(LabInstallation.eventually(SOON, () -> lab.sealedBytes() == 0), "no file is left");
        assertStopsAtOnce(pressed);
        assertConversationContinuesUnrecorded(scenario, patient, ines);
    }

    @Test
    void callerWhoObjectsDuringTheNoticeIsNotRecorded() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = scenario.callerPresses('2', "742");
        assertTrue(scenario.hearsPrompt(patient, "recording-notice"), "the patient hears the notice");

        patient.presses('9');

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON) && ines.audio().hasTone(PATIENT_TONE, SOON));
        hangUp(scenario, patient, ines);
        assertEquals(List.of(), recordingStates());
        assertFalse(scenario.events().contains("recording-notified"));
    }

    @Test
    void recordingPauseLastsThroughHoldUntilTheAssistantResumes() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = recordConversation(scenario, ines);
        String call = lab.recordings().getFirst().path("call").asString();

        var refused = assertThrows(LabException.class, () -> changeRecording("pause", call, "omar"));
        assertTrue(String.valueOf(refused.getMessage()).contains("of another assistant"), refused::toString);
        changeRecording("pause", call, INES);
        assertTrue(LabInstallation.eventually(SOON, this::isPaused), "the recording pauses");
        long bytesWhenPaused = lab.sealedBytes();
        ines.holds();
        assertTrue(patient.audio().fromNow().hasMusic(SOON), lab.engine()::lastLogLines);
        ines.resumes();
        assertTrue(patient.audio().fromNow().hasTone(INES_TONE, SOON), "the conversation continues after hold");
        assertEquals(bytesWhenPaused, lab.sealedBytes(), "the recording is still paused");
        changeRecording("resume", call, INES);

        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.sealedBytes() > bytesWhenPaused + TWO_SECONDS_BYTES),
                "the recording continues");
        hangUp(scenario, patient, ines);
        assertTrue(
                LabInstallation.eventually(
                        SOON,
                        () -> List.of("RECORDING_PAUSED", "RECORDING_RESUMED").stream()
                                .allMatch(action -> lab.auditEntries().stream()
                                        .anyMatch(entry -> entry.contains(action) && entry.contains(call)))),
                "the pause and its end are in the audit log");
    }

    private void changeRecording(String action, String call, String assistant) {
        lab.runAs(LabPerson.assistant(assistant), "recording", action, call);
    }

    /// Asterisk delivers audio a second at a time: two seconds without more mean a pause.
    private boolean isPaused() {
        long bytesBefore = lab.sealedBytes();
        return !LabInstallation.eventually(Duration.ofMillis(2_500), () -> lab.sealedBytes() > bytesBefore);
    }

    @Test
    void recordingSurvivesAnEngineCrashAndContinuesWithAStatedGap() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = recordConversation(scenario, ines);

        lab.engine().kill();
        lab.startEngine();

        awaitResumedRecording();
        long bytesBefore = lab.sealedBytes();
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.sealedBytes() > bytesBefore + TWO_SECONDS_BYTES),
                "the recording continues");
        assertTrue(patient.isConnected() && ines.isConnected(), "neither party was cut off");
        hangUp(scenario, patient, ines);
        assertBothPartsAreWhole();
    }

    @Test
    void damagedAuditLogDeniesAccessAndCallsGoOn() throws IOException {
        lab.people().session(LabPerson.SUPERVISOR); // No person can sign in later.
        listRecordings(); // Makes entries, of which the test damages the first.
        Path signed = lab.auditLogDirectory().resolve("00000000000000000000.checkpoints");
        assertTrue(LabInstallation.eventually(SOON, () -> signed.toFile().length() > 0), "the log is signed");
        lab.engine().kill();
        Path entries = lab.auditLogDirectory().resolve("00000000000000000000.entries");
        Files.writeString(entries, Files.readString(entries).replaceFirst("\"action\":\"", "\"action\":\"NOT_"));

        lab.startEngineWithoutRecords();

        assertRecordsAreClosed();
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = scenario.callerPresses('2', "742");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON) && ines.audio().hasTone(PATIENT_TONE, SOON));
        hangUp(scenario, patient, ines);
        assertFalse(scenario.events().contains("recording-notified"), "no notice without a recording");
        assertEquals(0, lab.sealedBytes());
    }
}
