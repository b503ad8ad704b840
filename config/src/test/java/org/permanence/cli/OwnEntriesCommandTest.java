package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.LabPerson;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `permanence audit own`, and the export of a recording, on a management port with real records.
class OwnEntriesCommandTest {

    private static final LabPerson DOCTOR = LabPerson.doctor("les-lilas");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SteppedClock clock = new SteppedClock();
    private Path directory;
    private ServedInstallation installation;

    @BeforeEach
    void open(@TempDir Path work) {
        directory = work;
        installation = ServedInstallation.open(work, clock);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void entriesAreNotShownWithoutASession() {
        var result = installation.run(List.of(
                "audit", "own", "--session-file", directory.resolve("none").toString()));

        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("permanence: not signed in"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1"})
    void numberOfEntriesIsLimited(String last) {
        var result = runAs(DOCTOR, "audit own --last " + last);

        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("expected: 1 to 1000"), result.err());
    }

    @Test
    void whatWasLookedAtInMyNameIsShownWithPurposeAndSession() {
        runAs(DOCTOR, "message list les-lilas --purpose hcompl");
        runAs(LabPerson.MANAGER, "message list les-lilas --purpose treat");

        List<JsonNode> entries = own(DOCTOR);

        JsonNode look = entries.getFirst();
        JsonNode listed = entries.get(1);
        assertEquals("LOG_READ", look.path("action").asString());
        assertEquals("MESSAGE_LISTED", listed.path("action").asString());
        assertEquals("les-lilas", listed.path("practice").asString());
        assertEquals("HCOMPL", listed.path("purpose").asString());
        assertEquals("SUCCEEDED", listed.path("outcome").asString());
        String session = listed.path("session-id").asString();
        assertTrue(runAs(DOCTOR, "sessions").out().contains(session), session);
        assertTrue(entries.stream().noneMatch(entry -> entry.toString().contains("TREAT")), "none of the manager's");
    }

    @Test
    void exportedRecordingIsWhole() throws Exception {
        AgeTool.assumeInstalled();
        var authority = AgeTool.identity(directory.resolve("authority"));
        String recording = installation
                .records()
                .leaveMessage(SamplePractices.LES_LILAS, clock)
                .value();
        Path file = directory.resolve("talk.age");

        String export = "recording export " + recording + " --practice les-lilas --purpose treat --to "
                + authority.publicKey() + " --out " + file;

        var waits = Pattern.compile("approval give (\\S+)\\)")
                .matcher(runAs(LabPerson.MANAGER, export).output());
        assertTrue(waits.find());
        var given = runAs(DOCTOR, "approval give " + waits.group(1) + " --yes");
        assertEquals(0, given.exitCode(), given.output());
        var result = runAs(LabPerson.MANAGER, export);

        assertEquals(0, result.exitCode(), result.output());
        byte[] wav = authority.decrypt(file);
        assertEquals("RIFF", new String(Arrays.copyOf(wav, 4), StandardCharsets.US_ASCII));
        assertTrue(Files.size(file) > wav.length);
    }

    private List<JsonNode> own(LabPerson person) {
        var result = runAs(person, "audit own");
        assertEquals(0, result.exitCode(), result.output());
        return result.out().lines().map(JSON::readTree).toList();
    }

    private CommandResult runAs(LabPerson person, String command) {
        return installation.runAs(person, List.of(command.split(" ")));
    }
}
