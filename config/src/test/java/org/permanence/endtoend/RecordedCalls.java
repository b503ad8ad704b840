package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabException;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;
import tools.jackson.databind.JsonNode;

/// Recorded calls between a patient and an assistant. Each test has an installation of its own.
@Tag("unhurried")
abstract class RecordedCalls {

    static final String INES = "ines";
    static final int INES_TONE = 700;

    /// Two seconds of sealed audio.
    static final long TWO_SECONDS_BYTES = 64_000;

    private static final Duration OBJECTION_BAR = Duration.ofMillis(200);

    private final LabPlan plan;

    @SuppressWarnings("NullAway.Init")
    LabInstallation lab;

    RecordedCalls(LabPlan plan) {
        this.plan = plan;
    }

    @BeforeEach
    void open(@TempDir Path work) {
        lab = LabInstallation.open(work, plan);
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    Caller connectWith(Scenario scenario, AnsweringPhone ines) {
        var patient = scenario.callerPresses('2', "742");
        assertTrue(scenario.hearsPrompt(patient, "recording-notice"), "the patient hears the notice");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(
                ines.audio()
                        .findPrompt(lab.speech(Scenario.promptText("recorded")), SOON)
                        .isPresent(),
                "the assistant hears it too");
        assertTrue(patient.audio().hasTone(INES_TONE, SOON) && ines.audio().hasTone(PATIENT_TONE, SOON));
        return patient;
    }

    /// Connects the patient with Ines, and waits until the conversation is being recorded.
    Caller recordConversation(Scenario scenario, AnsweringPhone ines) {
        var patient = connectWith(scenario, ines);
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.sealedBytes() > TWO_SECONDS_BYTES),
                "the conversation is being recorded");
        return patient;
    }

    /// Waits until the engine that follows a killed one records a second file.
    void awaitResumedRecording() {
        assertTrue(
                LabInstallation.eventually(SOON, () -> recordingStates().equals(List.of("recovered", "open"))),
                lab.engine()::lastLogLines);
    }

    /// Checks that both files of such a conversation are sealed, have each party on a channel of its own, and agree
    /// with the audit log.
    void assertBothPartsAreWhole() {
        assertTrue(
                LabInstallation.eventually(SOON, () -> recordingStates().equals(List.of("recovered", "sealed"))),
                lab.engine()::lastLogLines);
        lab.recordings().forEach(this::assertEachPartyOnItsOwnChannel);
        assertTrue(lab.engine()
                .verifyAuditLog(lab.auditLogDirectory(), lab.recordingsDirectory())
                .contains("whole"));
    }

    void assertEachPartyOnItsOwnChannel(JsonNode recording) {
        var sound = lab.playRecording(recording.path("recording").asString());
        assertTrue(
                sound.hasCallerTone(PATIENT_TONE) && sound.hasOtherPartyTone(INES_TONE),
                "each party is on its own channel");
    }

    /// The tone of the key is part of the time.
    void assertStopsAtOnce(Instant pressed) {
        lab.stalls()
                .assertWithin(
                        OBJECTION_BAR, "objection: the recording stops", pressed, eventTime("recording-objected"));
    }

    /// Checks that the conversation goes on after the patient's objection, and that it counts as handled.
    void assertConversationContinuesUnrecorded(Scenario scenario, Caller patient, AnsweringPhone ines) {
        assertTrue(patient.audio().fromNow().hasTone(INES_TONE, SOON), "the conversation continues");
        assertTrue(ines.audio().fromNow().hasTone(PATIENT_TONE, SOON));
        hangUp(scenario, patient, ines);
        assertEquals(List.of("discarded"), recordingStates());
        assertEquals(0, lab.sealedBytes());
        assertEquals(List.of("handled"), scenario.dispositions());
    }

    void hangUp(Scenario scenario, Caller patient, AnsweringPhone ines) {
        ines.hangsUp();
        assertTrue(
                patient.ends(SOON) && ines.isFree(SOON) && scenario.hasEvents("ended", 1), lab.engine()::lastLogLines);
    }

    /// What the practice's manager is answered who lists the recordings.
    String listRecordings() {
        return lab.runAs(LabPerson.MANAGER, "recording", "list", "les-lilas", "--purpose", "hcompl");
    }

    /// Checks that the manager, who has signed in before, is handed out nothing.
    void assertRecordsAreClosed() {
        var refused = assertThrows(LabException.class, this::listRecordings);
        assertTrue(String.valueOf(refused.getMessage()).contains("records: not available"), refused::toString);
    }

    List<String> recordingStates() {
        return lab.recordings().stream()
                .map(recording -> recording.path("state").asString())
                .toList();
    }

    Instant eventTime(String event) {
        return lab.journal().stream()
                .filter(entry -> entry.path("event").asString().equals(event))
                .map(entry -> Instant.parse(entry.path("at").asString()))
                .findFirst()
                .orElseThrow();
    }
}
