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

/// What YAML allows and settings do not.
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
                List.of(installation.locationOf("port: 4574", "house.yaml")
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
        installation.write("house.yaml", installation.text("house.yaml") + "---\nhouse: {}\n");

        assertTrue(installation.problems().getFirst().contains("a second document"), installation.problems()::toString);
    }

    @Test
    void mergeKeyIsAnUnknownKey() {
        assertRejected(
                "language: fr\n  <<: {name: x}",
                "<<:",
                "house.<<: unknown key (expected: name, state, country, time-zone, language)");
    }

    @Test
    void brokenYamlIsReportedWithItsLocationAndNotEchoed() {
        installation.write("house.yaml", "house: {name: secret\nagi: [\n");

        assertEquals(
                List.of("house.yaml:2:4: not YAML (expected: YAML 1.2; the error is here or just before)"),
                installation.problems());
    }

    @Test
    void controlCharacterIsReportedWithItsLocation() {
        installation.write("house.yaml", "house:\n  name: a\u0007b\n");

        assertEquals(
                List.of("house.yaml:2:10: a control character (expected: printable text)"), installation.problems());
    }

    @Test
    void deeplyNestedFileIsRejectedWhileParsing() {
        installation.write("house.yaml", "house: " + "[".repeat(100_000));

        assertEquals(
                List.of("house.yaml:1:19: deeper than 12 levels (expected: plain keys and values)"),
                installation.problems());
    }

    @Test
    void oversizedFileIsRejected() {
        installation.write("house.yaml", "# ".repeat(600_000));

        assertEquals(List.of("house.yaml: too long (expected: at most 1048576 bytes)"), installation.problems());
    }

    @Test
    void numberOfReportedProblemsIsLimited() {
        installation.write("house.yaml", "x: 1\n".repeat(10_000));

        assertEquals(Problems.LIMIT, installation.problems().size());
    }

    @Test
    void fileThatIsNotUtf8IsRejected() throws IOException {
        Files.write(installation.path("house.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});

        assertEquals(List.of("house.yaml: not UTF-8 (expected: text in UTF-8)"), installation.problems());
    }

    @Test
    void emptyFileOrListIsRejected() {
        installation.write("house.yaml", "# nothing\n");
        assertEquals(
                List.of("house.yaml: no mapping (expected: keys and values, such as house:)"), installation.problems());

        installation.write("house.yaml", "- a\n");
        assertEquals(
                List.of("house.yaml: no mapping (expected: keys and values, such as house:)"), installation.problems());
    }

    @Test
    void sectionWithoutKeysIsReported() {
        installation.write("house.yaml", "house: x\nteams: [a]\nphones:\nassistants:\n  ines:\n? [a, b]\n: c\n");

        List<String> problems = installation.problems();
        for (String expectedProblem : List.of(
                "house.yaml:1:8: house: a single value (expected: keys and values)",
                "house.yaml:2:8: teams: a list (expected: keys and values)",
                "house.yaml:5:8: assistants.ines: empty (expected: keys and values)",
                "house.yaml:6:3: a key of several parts (expected: a word)")) {
            assertTrue(problems.contains(expectedProblem), problems::toString);
        }
    }

    private void assertRejected(String language, String broken, String expectedProblem) {
        String whole = installation.text("house.yaml");
        installation.change("language: fr", language);
        assertEquals(
                List.of(installation.locationOf(broken, "house.yaml") + ": " + expectedProblem),
                installation.problems());
        installation.write("house.yaml", whole);
    }
}
