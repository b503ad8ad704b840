package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `permanence rights` and `permanence access check`.
class AccessCommandTest {

    /// After a change of the table, write the output of `permanence rights` into the document again.
    @Test
    void theTableIsTheOneOfTheDocument() throws IOException {
        String document = Files.readString(Path.of("../docs/rights.md"));

        var result = CommandResult.run("rights");

        assertEquals(0, result.exitCode(), result.err());
        assertEquals(document.substring(document.indexOf("| deed |")), result.out());
    }

    @ParameterizedTest
    @CsvSource({
        "assistant, team:lyon, play-recording, refused: no role held allows it",
        "supervisor, team:paris, play-recording, 'refused: allowed elsewhere, or for another person'",
        "doctor, practice:les-tilleuls, play-recording, 'refused: allowed elsewhere, or for another person'",
        "doctor, practice:les-lilas, erase-patient, refused: may only approve what another person asks for",
        "operations, installation, play-recording, refused: no role held allows it"
    })
    void aRefusalHasItsReasonAndTheRowThatSaysSo(String role, String place, String deed, String refusal) {
        var result = check("--role", role, "--at", place, "--deed", deed);

        assertEquals(1, result.exitCode());
        assertEquals(refusal, result.out().lines().findFirst().orElseThrow());
        assertTrue(result.out().lines().skip(1).findFirst().orElseThrow().startsWith(deed + ": "), result.out());
    }

    @Test
    void aPersonOutsideTheEeaIsRefusedAnExport() {
        var result = check(
                "--role",
                "practice-manager",
                "--at",
                "practice:les-lilas",
                "--deed",
                "export-recording",
                "--outside-eea");

        assertEquals(1, result.exitCode());
        assertTrue(result.out().startsWith("refused: not allowed outside the European Economic Area"), result.out());
    }

    @Test
    void whatIsAllowedHasItsNeeds() {
        var result = check("--role", "doctor", "--at", "practice:les-lilas", "--deed", "play-recording");

        assertEquals(0, result.exitCode(), result.err());
        assertEquals("""
                allowed: purpose, ↑
                play-recording: supervisor team, if the practice allows, purpose ↑; \
                practice-manager practice, purpose ↑; doctor practice, purpose ↑
                """, result.out());
    }

    @Test
    void ownDataIsAllowedToTheirPersonOnly() {
        var other = check("--role", "assistant", "--at", "team:lyon", "--deed", "pause-recording");
        var own = check("--role", "assistant", "--at", "team:lyon", "--deed", "pause-recording", "--own");

        assertEquals(1, other.exitCode());
        assertEquals(0, own.exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "engine, installation, drain, --role",
        "doctor, practice:Les Lilas, drain, --at",
        "doctor, les-lilas, drain, --at",
        "doctor, team:lyon, drain, --at",
        "doctor, practice:les-lilas, anything, --deed"
    })
    void wordsThatTheTableDoesNotHaveAreRefused(String role, String place, String deed, String option) {
        var result = check("--role", role, "--at", place, "--deed", deed);

        assertEquals(2, result.exitCode(), result.out());
        assertTrue(result.err().contains(option), result.err());
        assertTrue(result.err().contains("expected: "), result.err());
    }

    private static CommandResult check(String... options) {
        String[] arguments = new String[options.length + 6];
        String[] command = {"access", "check", "--practice", "les-lilas", "--team", "lyon"};
        System.arraycopy(command, 0, arguments, 0, command.length);
        System.arraycopy(options, 0, arguments, command.length, options.length);
        return CommandResult.run(arguments);
    }
}
