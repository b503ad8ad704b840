package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// The end of the audit log is removed between two runs of the engine.
class ShortenedAuditLogOnAsteriskTest extends RecordedCalls {

    ShortenedAuditLogOnAsteriskTest() {
        super(LabPlan.minimal().withRecording());
    }

    @Test
    void archiveStaysClosedAndCallsContinue() throws IOException {
        var before = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        hangUp(before, recordConversation(before, ines), ines);
        assertTrue(
                LabInstallation.eventually(SOON, () -> recordingStates().equals(List.of("sealed"))),
                lab.engine()::lastLogLines);
        Path checkpoint = lab.workDirectory().resolve("state/keys/checkpoint/engine-1");
        assertTrue(LabInstallation.eventually(SOON, () -> Files.exists(checkpoint)), "kept within a second or two");
        lab.engine().kill();
        deleteLog();

        lab.startEngineWithoutRecords();

        assertEquals(1, lab.metric("permanence_audit_log_shortened_total"), lab.engine()::lastLogLines);
        assertRecordsAreClosed();
        var after = new Scenario(lab, List.of(INES), INES);
        var patient = after.callerPresses('2', "743");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON)
                && ines.audio().fromNow().hasTone(PATIENT_TONE, SOON));
    }

    private void deleteLog() throws IOException {
        try (var files = Files.list(lab.auditLogDirectory())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
