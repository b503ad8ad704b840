package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.testing.SteppedClock;

/// The commands for recordings, messages, patients and keys, on a management port with real records but without any
/// recording: each reaches its handler, which answers or refuses.
class RecordsCommandsTest {

    private static final String UNKNOWN_ID = "01938c5a-1f00-7000-8000-000000000001";
    private static final List<String> AUDIT_ARGUMENTS = List.of("--actor", "claire", "--purpose", "hoperat");

    /// A public key without a private one.
    private static final String RECIPIENT = "age1uvu5vc2uvh7q25ulycrwhpctxyn79wspxgvsnyz7rc8h0h35nf4qks3a9x";

    private Path directory;
    private ServedInstallation installation;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        directory = work;
        installation = ServedInstallation.open(work, new SteppedClock());
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording list les-lilas", "message list les-lilas"})
    void practiceWithoutRecordsHasAnEmptyList(String command) {
        var result = runAudited(command);

        assertEquals(0, result.exitCode(), result.err());
        assertEquals("", result.output());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recording play ID --practice les-lilas --out FILE",
                "recording export ID --practice les-lilas --out FILE --to AGE",
                "recording verify ID --practice les-lilas",
                "recording hold ID --practice les-lilas",
                "recording release ID --practice les-lilas",
                "message play ID --practice les-lilas --out FILE",
                "message callback-number ID --practice les-lilas",
                "message acknowledge ID --practice les-lilas"
            })
    void unknownRecordingIsRefused(String command) {
        var result = runAudited(command);

        assertEquals(1, result.exitCode(), result.output());
        assertTrue(
                result.err().startsWith("permanence: " + command.substring(0, command.indexOf(' ')) + ": none "),
                result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume"})
    void recordingOfACallThatIsNotRecordedCannotBePausedOrResumed(String action) {
        var result = run(List.of("recording", action, "call-1"));

        assertEquals(
                "permanence: call: not recorded, or of another assistant (expected: the assistant's own recorded call)\n",
                result.err());
    }

    @Test
    void erasureOfAnUnknownPatientIsCertified() throws IOException {
        Path number = Files.writeString(directory.resolve("number"), "+33199000742\n");
        var result = runAudited("patient erase --number-file " + number + " --practice les-lilas");

        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("\"not-promised\":\"A deleted key can stay"), result.out());
    }

    @Test
    void numberOfAPatientIsNoArgument() {
        var result = runAudited("patient erase +33199000742 --practice les-lilas");

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("--number-file"), result.err());
    }

    @Test
    void practiceKeyIsRotated() {
        assertEquals(
                "rotated the key of les-lilas; audit entry 0\n",
                runAudited("key rotate les-lilas").output());
    }

    @ParameterizedTest
    @CsvSource({
        "--purpose treat --role engine, --role: unknown",
        "--purpose treat --role house, --role: unknown",
        "--purpose curiosity, --purpose: unknown",
        "--purpose treat --actor two/words, --actor: invalid"
    })
    void accessWithoutAKnownRolePurposeAndActorIsAUsageError(String options, String problem) {
        var result = run(List.of(("recording list les-lilas " + options).split(" ")));

        assertEquals(2, result.exitCode());
        assertEquals(problem, result.err().substring(0, problem.length()));
    }

    @Test
    void accessAsTheEngineIsRefusedAndLeavesNoEntry() {
        var result = run(List.of("recording", "list", "les-lilas", "--purpose", "treat", "--actor", "Engine"));

        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("actor: the engine's own name"), result.err());
        assertEquals(0, installation.records().auditLog().state().entries());
    }

    private CommandResult runAudited(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.replace("ID", UNKNOWN_ID)
                .replace("AGE", RECIPIENT)
                .replace("FILE", directory.resolve("out").toString())
                .split(" ")));
        arguments.addAll(AUDIT_ARGUMENTS);
        return run(arguments);
    }

    private CommandResult run(List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--config", installation.settingsFile()));
        return CommandResult.run(arguments.toArray(String[]::new));
    }
}
