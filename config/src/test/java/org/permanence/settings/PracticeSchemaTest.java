package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON schema for editors has the same keys as the reader, and rejects the same mistakes as far as a schema
/// can.
class PracticeSchemaTest {

    private static final Path SCHEMA = Path.of("../docs/schema/practice.schema.json");
    private static final Path EXAMPLE = Path.of("practices/les-lilas.example.yaml");
    private static final String FILE = "practices/les-lilas.yaml";
    private static final Pattern EXPECTED = Pattern.compile("unknown key \\(expected: ([^;)]*)");

    private final JsonMapper json = JsonMapper.builder().build();

    private InstallationOnDisk installation;
    private JsonNode schemaJson;
    private Schema schema;

    @BeforeEach
    void createInstallation(@TempDir Path directory) throws IOException {
        installation = new InstallationOnDisk(directory);
        String text = Files.readString(SCHEMA);
        schemaJson = json.readTree(text);
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "id: les-lilas|id: Les Lilas",
                "name: Cabinet des Lilas|#",
                "numbers: [\"+33199000001\"]|numbers: []",
                "numbers: [\"+33199000001\"]|numbers: [\"01 99 00 00 01\"]",
                "language: fr|language: de",
                "time-zone: Europe/Paris|time-zone: \"+01:00\"",
                "08:00-12:00|8h00-12h00",
                "08:00-12:00|24:00-12:00",
                "monday:|moonday:",
                "# opening-hours-by-number:|opening-hours-by-number: {les-lilas: {}}^",
                "stop-admitting-before: 0s|stop-admitting-before: 10 minutes",
                "routine-callers-in-queue: keep|routine-callers-in-queue: dances",
                "# holidays:|holidays: {hours: []}^",
                "# exceptional-hours:|exceptional-hours: {tomorrow: []}^",
                "# exceptional-hours:|exceptional-hours: {2026-12-24: closed}^",
                "emergency-lines: [doctor-martin, back-office]|emergency-lines: []",
                "fallback-lines: [back-office]|#",
                "# emergency-accept-by: key|emergency-accept-by: voice",
                "# questions:|questions: {reason: {text: Quoi, keys: {11: urgent}}}^",
                "# questions:|questions: {reason: {text: Quoi, keys: {1: urgend}}}^",
                "# rules:|rules: [{to: voicemail}]^",
                "# rules:|rules: [{to: queue, opening-status: [shut]}]^",
                "# on-call:|on-call: {ring-timeout: 20s}^",
                "# on-call:|on-call: {backup-lines: [back-office], week: {monday: {8-20: [back-office]}}}^",
                "Sunday 22 November 2026 09:00 -> fallback-lines|Sunday 22 November 2026",
                "limit: 50|limit: many",
                "limit: 50|limit: 10001",
                "max-wait: 10m|max-wait: 10",
                "mode: none|mode: sampled",
                "mode: none|mode: always",
                "decryptable-by: provider|decryptable-by: provider-and-practice",
                "retention-days: 180|retention-days: 0",
                "retention-days: 180|practice-public-keys: []"
            })
    void schemaRejectsTheSyntaxErrorsTheReaderRejects(String from, String to) {
        installation.changePractice(from, to.replace("^", "\n#"));

        assertFalse(installation.problems().isEmpty(), "the reader");
        assertFalse(errors(installation.text(FILE)).isEmpty(), "the schema");
    }

    @Test
    void exampleFileMatchesTheSchema() throws IOException {
        assertEquals(List.of(), errors(Files.readString(EXAMPLE)));
    }

    @Test
    void commentedKeysOfTheExampleMatchTheSchema() {
        installation
                .changePractice("# holidays:\n#   zone: fr\n#   hours: []", "holidays:\n  zone: fr\n  hours: []")
                .changePractice("# exceptional-hours:\n#   2026-12-24", "exceptional-hours:\n  2026-12-24")
                .changePractice("#   2027-08-01..2027-08-15", "  2027-08-01..2027-08-15")
                .changePractice("2026 09:00, key 2 -> queue", "2026 09:00, key 2 -> closed-announcement")
                .changePractice(
                        "# opening-hours-by-number:\n#   \"+33199000001\":\n#  ",
                        "opening-hours-by-number:\n  \"+33199000001\":\n  ");

        assertEquals(1, installation.settings().practiceFiles().size());
        assertEquals(List.of(), errors(installation.text(FILE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opening-hours", "end-of-day", "holidays", "queue", "messages", "prompt-files"})
    void schemaAndReaderKnowTheSameKeys(String section) {
        assertEquals(keysOfTheReader(section, ""), keysOfTheSchema(section));
    }

    @Test
    void schemaAndReaderKnowTheSameRecordingKeysInEveryMode() {
        Set<String> keys = keysOfTheReader("recording", "mode: sampled, ");
        keys.addAll(keysOfTheReader("recording", "mode: always, decryptable-by: provider-and-practice, "));

        assertEquals(keys, keysOfTheSchema("recording"));
    }

    /// The keys that the reader lists in the problem for an unknown key.
    private Set<String> keysOfTheReader(String section, String others) {
        String text = installation.text(FILE);
        String broken = section.isEmpty()
                ? text + "\nzzzzzzzzzz: 1\n"
                : without(section, text) + "\n" + section + ": {" + others + "zzzzzzzzzz: 1}\n";
        installation.write(FILE, broken);
        String reportedProblem = installation.problems().stream()
                .filter(problem -> problem.contains("zzzzzzzzzz: unknown key"))
                .findFirst()
                .orElseThrow();
        installation.write(FILE, text);
        Matcher expected = EXPECTED.matcher(reportedProblem);
        return expected.find() ? new TreeSet<>(List.of(expected.group(1).split(", ", -1))) : Set.of();
    }

    private static String without(String section, String text) {
        return text.replaceAll("(?m)^" + section + ":.*\n(?:[ #].*\n)*", "\n");
    }

    private Set<String> keysOfTheSchema(String section) {
        JsonNode node =
                section.isEmpty() ? schemaJson : schemaJson.path("properties").path(section);
        return new TreeSet<>(node.path("properties").propertyNames());
    }

    private List<String> errors(String yaml) {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema.validate(json.<JsonNode>valueToTree(read)).stream()
                .map(Object::toString)
                .toList();
    }
}
