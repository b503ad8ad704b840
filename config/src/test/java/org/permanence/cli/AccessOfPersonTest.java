package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.lab.LabPerson;
import org.permanence.testing.SteppedClock;

/// `permanence access check --as LOGIN`, on a management port with real people.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessOfPersonTest {

    private ServedInstallation installation;

    @BeforeAll
    void open(@TempDir Path work) {
        installation = ServedInstallation.open(work, new SteppedClock());
        installation.people().session(LabPerson.assistant("ines"));
        installation.people().session(LabPerson.doctor("les-lilas"));
    }

    @AfterAll
    void close() {
        installation.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ines, les-lilas, 1, refused: no role held allows it",
        "doctor-les-lilas, les-roses, 1, 'refused: allowed elsewhere, or for another person'",
        "doctor-les-lilas, les-lilas, 0, 'allowed: purpose, ↑'"
    })
    void rolesOfAPersonDecide(String login, String practice, int exitCode, String answer) {
        var result = check("--as", login, "--deed", "play-recording", "--practice", practice);

        assertEquals(answer, result.output().lines().findFirst().orElseThrow());
        assertEquals(exitCode, result.exitCode());
    }

    @Test
    void unknownPersonIsRefused() {
        assertEquals(
                "permanence: login omar: unknown (expected: one that permanence user list shows)\n",
                check("--as", "omar", "--deed", "drain").output());
    }

    @Test
    void personOrARoleIsChecked() {
        assertEquals(
                2, check("--deed", "drain").exitCode(), check("--deed", "drain").output());
        assertEquals(
                2,
                check("--as", "ines", "--role", "doctor", "--at", "installation", "--deed", "drain")
                        .exitCode());
    }

    private CommandResult check(String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("access", "check"));
        words.addAll(List.of(options));
        return installation.runAs(LabPerson.OPERATIONS, words);
    }
}
