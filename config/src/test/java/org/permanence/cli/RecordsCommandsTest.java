package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.LabPerson;
import org.permanence.testing.SteppedClock;

/// The commands for recordings, messages, patients and keys, on a management port with real records but without any
/// recording: each reaches its handler, which answers or refuses.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordsCommandsTest {

    private static final String UNKNOWN_ID = "01938c5a-1f00-7000-8000-000000000001";
    private static final LabPerson INES = LabPerson.assistant("ines");

    private Path directory;
    private ServedInstallation installation;

    @BeforeAll
    void open(@TempDir Path work) {
        directory = work;
        installation = ServedInstallation.open(work, new SteppedClock());
    }

    @AfterAll
    void close() {
        installation.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording list les-lilas", "message list les-lilas"})
    void practiceWithoutRecordsHasAnEmptyList(String command) {
        var result = runAs(LabPerson.MANAGER, command);

        assertEquals(0, result.exitCode(), result.err());
        assertEquals("", result.output());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recording play ID --practice les-lilas --out FILE",
                "recording verify ID --practice les-lilas",
                "message play ID --practice les-lilas --out FILE",
                "message callback-number ID --practice les-lilas",
                "message acknowledge ID --practice les-lilas"
            })
    void unknownRecordingIsRefusedToTheManager(String command) {
        assertUnknown(runAs(LabPerson.MANAGER, command), command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording hold ID --practice les-lilas", "recording release ID --practice les-lilas"})
    void unknownRecordingIsRefusedToTheOfficer(String command) {
        assertUnknown(runAs(LabPerson.OFFICER, command), command);
    }

    private static void assertUnknown(CommandResult result, String command) {
        assertEquals(1, result.exitCode(), result.output());
        assertTrue(
                result.err().startsWith("permanence: " + command.substring(0, command.indexOf(' ')) + ": none "),
                result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume"})
    void recordingOfACallThatIsNotRecordedCannotBePausedOrResumed(String action) {
        var result = runAs(INES, "recording " + action + " call-1");

        assertEquals(
                "permanence: call: not recorded, or of another assistant (expected: the assistant's own recorded call)\n",
                result.err());
    }

    @Test
    void numberOfAPatientIsNoArgument() {
        var result = runAs(LabPerson.MANAGER, "patient erase +33199000742 --practice les-lilas");

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("--number-file"), result.err());
    }

    @Test
    void practiceKeyIsRotated() {
        String printed = runAs(LabPerson.OPERATIONS, "key rotate les-lilas").output();

        assertTrue(printed.matches("rotated the key of les-lilas; audit entry [0-9]+\n"), printed);
    }

    @ParameterizedTest
    @CsvSource({
        "'', --purpose",
        "--purpose curiosity, --purpose",
        "--purpose treat --actor claire, '--actor'",
        "--purpose treat --role doctor, '--role'"
    })
    void whatIsNoPurposeAndWhoAsksIsAUsageError(String options, String problem) {
        var result = installation.runAs(
                LabPerson.MANAGER,
                List.of(("recording list les-lilas " + options).strip().split(" ")));

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains(problem), result.err());
    }

    private CommandResult runAs(LabPerson person, String command) {
        List<String> arguments = new ArrayList<>(List.of(command.replace("ID", UNKNOWN_ID)
                .replace("FILE", directory.resolve("out").toString())
                .split(" ")));
        if (!command.contains("--purpose")) {
            arguments.addAll(List.of("--purpose", "hoperat"));
        }
        return installation.runAs(person, arguments);
    }
}
