package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// Recorded calls between a patient and an assistant. Each test has an installation of its own.
@Tag("unhurried")
abstract class RecordedCalls {

    static final String INES = "ines";
    static final int INES_TONE = 700;

    /// Two seconds of sealed audio.
    static final long TWO_SECONDS_BYTES = 64_000;

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

    void hangUp(Scenario scenario, Caller patient, AnsweringPhone ines) {
        ines.hangsUp();
        assertTrue(
                patient.ends(SOON) && ines.isFree(SOON) && scenario.hasEvents("ended", 1), lab.engine()::lastLogLines);
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
