package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.cli.CommandResult;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;

/// SIGKILL between the approval of a second person and the end of what they approved: it is done once or not at
/// all.
@Tag("unhurried")
class EngineKilledDuringDualControlTest {

    private static final Pattern WAITS = Pattern.compile("waits for a second person: request ([0-9a-f-]{36})");
    private static final int DONE = 0;

    /// After the command of the person who asked has begun. Its request arrives soon after that.
    private static final List<Duration> DELAYS = List.of(Duration.ofMillis(5), Duration.ofMillis(40));

    @SuppressWarnings("NullAway.Init")
    private LabInstallation lab;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        lab = LabInstallation.open(work, LabPlan.minimal());
        Files.writeString(number(), "+33199000742\n");
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void approvalOutlivesTheEngineAndIsUsedOnce() {
        String request = waits(erase());
        approve(request);
        lab.engine().kill();
        lab.startEngine();

        CommandResult done = erase();
        assertEquals(DONE, done.exitCode(), done.output());
        assertNotEquals(request, waits(erase()), "a second time needs a second approval");
        assertEquals(1, entries("PATIENT_ERASED"));
    }

    @Test
    void approvedErasureOfAKilledEngineIsDoneOnceOrNotAtAll() throws InterruptedException {
        int approvals = 0;
        int answered = 0;
        for (Duration delay : DELAYS) {
            approve(waits(erase()));
            approvals++;
            var erasing = CompletableFuture.supplyAsync(this::erase);
            Thread.sleep(delay);
            lab.engine().kill();
            answered += erasing.join().exitCode() == DONE ? 1 : 0;
            lab.startEngine();

            CommandResult repeated = erase();
            if (repeated.exitCode() == DONE) {
                answered++;
            } else {
                run(LabPerson.MANAGER, "approval", "refuse", waits(repeated));
            }
            assertTrue(answered <= approvals, "answers: " + answered + " of " + approvals + " approvals");
            assertTrue(entries("PATIENT_ERASED") <= entries("APPROVAL_USED"), "nothing is done without its approval");
            assertEquals(approvals, entries("APPROVAL_USED"), "each approval is used, once");
        }
    }

    private void approve(String request) {
        CommandResult given = run(LabPerson.doctor("les-lilas"), "approval", "give", request, "--yes");
        assertEquals(DONE, given.exitCode(), given.output());
    }

    private CommandResult erase() {
        return run(
                LabPerson.MANAGER,
                "patient",
                "erase",
                "--practice",
                "les-lilas",
                "--purpose",
                "patrqt",
                "--number-file",
                number().toString());
    }

    private Path number() {
        return lab.workDirectory().resolve("number");
    }

    private static String waits(CommandResult result) {
        Matcher waits = WAITS.matcher(result.err());
        assertTrue(waits.find(), result.output());
        return waits.group(1);
    }

    /// How many entries there are that such an action is about to be done.
    private long entries(String action) {
        return lab.auditEntries().stream()
                .filter(line -> line.contains("\"action\":\"" + action + "\"") && !line.contains("\"outcome\""))
                .count();
    }

    private CommandResult run(LabPerson person, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(
                "--config",
                lab.workDirectory().resolve("permanence.yaml").toString(),
                "--session-file",
                lab.people().sessionFile(person).toString()));
        return CommandResult.run(arguments.toArray(String[]::new));
    }
}
