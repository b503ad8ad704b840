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

/// What YAML allows and settings do not.
class RefusedYamlTest {

    private HouseOnDisk house;

    @BeforeEach
    void anExample(@TempDir Path directory) {
        house = new HouseOnDisk(directory);
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        house.change("max-calls: 20000", "max-calls: 20000\n  port: 4574");

        assertEquals(
                List.of(house.placeOf("port: 4574", "house.yaml") + ": agi.port: given twice (expected: once)"),
                house.problems());
    }

    @Test
    void anchorsAliasesAndTagsAreRefused() {
        assertRefused("language: &a fr", "&a fr", "an anchor (expected: plain keys and values)");
        assertRefused("language: *a", "*a", "an alias (expected: plain keys and values)");
        assertRefused("language: !!str fr", "!!str fr", "a tag (expected: plain keys and values)");
        assertRefused("language: !evil {}", "!evil {}", "a tag (expected: plain keys and values)");
    }

    @Test
    void aSecondDocumentIsRefused() {
        house.write("house.yaml", house.text("house.yaml") + "---\nhouse: {}\n");

        assertTrue(house.problems().getFirst().contains("a second document"), house.problems()::toString);
    }

    @Test
    void aMergeKeyIsAnUnknownKey() {
        assertRefused(
                "language: fr\n  <<: {name: x}",
                "<<:",
                "house.<<: unknown key (expected: name, state, country, time-zone, language)");
    }

    @Test
    void whatIsNoYamlIsToldWithItsPlaceAndNotRepeated() {
        house.write("house.yaml", "house: {name: secret\nagi: [\n");

        assertEquals(
                List.of("house.yaml:2:4: not YAML (expected: YAML 1.2; the error is here or just before)"),
                house.problems());
    }

    @Test
    void aControlCharacterIsToldWithItsPlace() {
        house.write("house.yaml", "house:\n  name: a\u0007b\n");

        assertEquals(List.of("house.yaml:2:10: a control character (expected: printable text)"), house.problems());
    }

    @Test
    void aDeepFileIsRefusedBeforeItIsBuilt() {
        house.write("house.yaml", "house: " + "[".repeat(100_000));

        assertEquals(
                List.of("house.yaml:1:19: deeper than 12 levels (expected: plain keys and values)"), house.problems());
    }

    @Test
    void aLongFileIsRefused() {
        house.write("house.yaml", "# ".repeat(600_000));

        assertEquals(List.of("house.yaml: too long (expected: at most 1048576 bytes)"), house.problems());
    }

    @Test
    void aFileFullOfMistakesHasALimitedNumberOfThemTold() {
        house.write("house.yaml", "x: 1\n".repeat(10_000));

        assertEquals(Problems.LIMIT, house.problems().size());
    }

    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        Files.write(house.path("house.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});

        assertEquals(List.of("house.yaml: not UTF-8 (expected: text in UTF-8)"), house.problems());
    }

    @Test
    void anEmptyFileAndAListAreNoSettings() {
        house.write("house.yaml", "# nothing\n");
        assertEquals(List.of("house.yaml: no mapping (expected: keys and values, such as house:)"), house.problems());

        house.write("house.yaml", "- a\n");
        assertEquals(List.of("house.yaml: no mapping (expected: keys and values, such as house:)"), house.problems());
    }

    @Test
    void aSectionThatIsNoSectionIsTold() {
        house.write("house.yaml", "house: x\nteams: [a]\nphones:\nassistants:\n  ines:\n? [a, b]\n: c\n");

        List<String> problems = house.problems();
        for (String told : List.of(
                "house.yaml:1:8: house: a single value (expected: keys and values)",
                "house.yaml:2:8: teams: a list (expected: keys and values)",
                "house.yaml:5:8: assistants.ines: empty (expected: keys and values)",
                "house.yaml:6:3: a key of several parts (expected: a word)")) {
            assertTrue(problems.contains(told), problems::toString);
        }
    }

    private void assertRefused(String language, String spoilt, String told) {
        String whole = house.text("house.yaml");
        house.change("language: fr", language);
        assertEquals(List.of(house.placeOf(spoilt, "house.yaml") + ": " + told), house.problems());
        house.write("house.yaml", whole);
    }
}
