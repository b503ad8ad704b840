package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.yaml.Problems;

/// YAML that settings files do not allow.
class RejectedYamlTest {

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallation(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
    }

    @Test
    void duplicateKeyIsRejected() {
        installation.change("max-calls: 20000", "max-calls: 20000\n  port: 4574");

        assertEquals(
                List.of(installation.locationOf("port: 4574", "permanence.yaml")
                        + ": agi.port: given twice (expected: once)"),
                installation.problems());
    }

    @Test
    void anchorsAliasesAndTagsAreRejected() {
        assertRejected("language: &a fr", "&a fr", "an anchor (expected: plain keys and values)");
        assertRejected("language: *a", "*a", "an alias (expected: plain keys and values)");
        assertRejected("language: !!str fr", "!!str fr", "a tag (expected: plain keys and values)");
        assertRejected("language: !evil {}", "!evil {}", "a tag (expected: plain keys and values)");
    }

    @Test
    void secondDocumentIsRejected() {
        installation.write("permanence.yaml", installation.text("permanence.yaml") + "---\ninstallation: {}\n");

        assertTrue(installation.problems().getFirst().contains("a second document"), installation.problems()::toString);
    }

    @Test
    void mergeKeyIsAnUnknownKey() {
        assertRejected(
                "language: fr\n  <<: {name: x}",
                "<<:",
                "installation.<<: unknown key (expected: name, state, country, time-zone, language)");
    }

    @Test
    void brokenYamlIsReportedWithItsLocationAndNotEchoed() {
        installation.write("permanence.yaml", "installation: {name: secret\nagi: [\n");

        assertEquals(
                List.of("permanence.yaml:2:4: not YAML (expected: YAML 1.2; the error is here or just before)"),
                installation.problems());
    }

    @Test
    void controlCharacterIsReportedWithItsLocation() {
        installation.write("permanence.yaml", "installation:\n  name: a\u0007b\n");

        assertEquals(
                List.of("permanence.yaml:2:10: a control character (expected: printable text)"),
                installation.problems());
    }

    @Test
    void deeplyNestedFileIsRejectedWhileParsing() {
        installation.write("permanence.yaml", "installation: " + "[".repeat(100_000));

        assertEquals(
                List.of("permanence.yaml:1:26: deeper than 12 levels (expected: plain keys and values)"),
                installation.problems());
    }

    @Test
    void oversizedFileIsRejected() {
        installation.write("permanence.yaml", "# ".repeat(600_000));

        assertEquals(List.of("permanence.yaml: too long (expected: at most 1048576 bytes)"), installation.problems());
    }

    @Test
    void numberOfReportedProblemsIsLimited() {
        installation.write("permanence.yaml", "x: 1\n".repeat(10_000));

        assertEquals(Problems.LIMIT, installation.problems().size());
    }

    @Test
    void fileThatIsNotUtf8IsRejected() throws IOException {
        Files.write(installation.path("permanence.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});

        assertEquals(List.of("permanence.yaml: not UTF-8 (expected: text in UTF-8)"), installation.problems());
    }

    @Test
    void emptyFileOrListIsRejected() {
        installation.write("permanence.yaml", "# nothing\n");
        assertEquals(
                List.of("permanence.yaml: no mapping (expected: keys and values, such as name: value)"),
                installation.problems());

        installation.write("permanence.yaml", "- a\n");
        assertEquals(
                List.of("permanence.yaml: no mapping (expected: keys and values, such as name: value)"),
                installation.problems());
    }

    @Test
    void sectionWithoutKeysIsReported() {
        installation.write(
                "permanence.yaml", "installation: x\nteams: [a]\nphones:\nassistants:\n  ines:\n? [a, b]\n: c\n");

        List<String> problems = installation.problems();
        for (String expectedProblem : List.of(
                "permanence.yaml:1:15: installation: a single value (expected: keys and values)",
                "permanence.yaml:2:8: teams: a list (expected: keys and values)",
                "permanence.yaml:5:8: assistants.ines: empty (expected: keys and values)",
                "permanence.yaml:6:3: a key of several parts (expected: a word)")) {
            assertTrue(problems.contains(expectedProblem), problems::toString);
        }
    }

    private void assertRejected(String language, String broken, String expectedProblem) {
        String whole = installation.text("permanence.yaml");
        installation.change("language: fr", language);
        assertEquals(
                List.of(installation.locationOf(broken, "permanence.yaml") + ": " + expectedProblem),
                installation.problems());
        installation.write("permanence.yaml", whole);
    }
}
