package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// A second engine, with an Asterisk of its own, is started on the database of the first.
class TwoSwitchesTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int INES_TONE = 700;

    @TempDir
    private Path work;

    @Test
    void engineOfAnotherSwitchIsRefusedAndTheCallersOfTheFirstStay() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(Files.createDirectories(Path.of("target", "postgres"))
                                .toFile())
                        .start();
                LabInstallation first = LabInstallation.open(work.resolve("first"), plan(postgres));
                LabInstallation second = LabInstallation.openWithoutEngine(work.resolve("second"), plan(postgres))) {
            var scenario = new Scenario(first, List.of("ines"));
            Caller patient = scenario.callerPresses('2', "742");
            assertTrue(scenario.hasEvents("queued", 1), "the patient waits");

            second.launchEngine();

            assertEquals(OptionalInt.of(2), second.engine().exitStatus(START), second.engine()::lastLogLines);
            assertEquals(
                    List.of("permanence: database: used by an engine that is attached to another Asterisk"
                            + " (expected: one Asterisk for each database; stop that engine, or set another database)"),
                    second.engine().log().stream()
                            .filter(line -> line.startsWith("permanence:"))
                            .toList());
            var ines = first.phoneOf("ines").sendsTone(INES_TONE);
            first.signIn("ines");
            assertTrue(patient.audio().hasTone(INES_TONE, SOON), "the patient was not removed from the queue");
            assertTrue(ines.audio().hasTone(Scenario.PATIENT_TONE, SOON), "the assistant hears the patient");
            patient.hangsUp();
            assertTrue(scenario.hasEvents("ended", 1), first.engine()::lastLogLines);

            first.engine().close();
            second.launchEngine();
            assertTrue(
                    LabInstallation.eventually(START, () -> attachments(second) == 2),
                    "the second works once the first has ended: "
                            + second.engine().lastLogLines());
            assertTrue(second.engine().isRunning(), second.engine()::lastLogLines);
            assertFalse(first.engine().isRunning());
        }
    }

    /// How often an engine was attached to Asterisk; the refused one was too.
    private static long attachments(LabInstallation installation) {
        return installation.engine().log().stream()
                .filter(line -> line.contains("\"switch.attached\""))
                .count();
    }

    private static LabPlan plan(EmbeddedPostgres postgres) {
        return LabPlan.minimal().withPostgreSql(postgres.getPort());
    }
}
