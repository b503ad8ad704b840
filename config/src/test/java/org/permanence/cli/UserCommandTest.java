package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.LabPerson;
import org.permanence.testing.SteppedClock;

/// `permanence user …`, on a management port with real records.
class UserCommandTest {

    private static final String NAME = "Noémie Lacombe";

    @TempDir
    Path work;

    private final SteppedClock clock = new SteppedClock();
    private ServedInstallation installation;

    @BeforeEach
    void open() throws IOException {
        installation = ServedInstallation.open(work.resolve("installation"), clock);
        Files.writeString(work.resolve("name"), NAME + "\n");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first",
                "first --login Claire",
                "first --login claire --role supervisor",
                "first --login claire --role nurse",
                "first --login claire --region FR",
                "first --login claire --language de",
                "accept --token-file NAME",
                "role claire --give supervisor --take assistant --at team:centre",
                "role claire",
                "role claire --take assistant --at team:centre --until 2027-01-01T00:00:00Z",
                "role claire --give assistant --at city:centre",
                "staffing noemie --team centre",
                "staffing noemie --line ines",
                "staffing noemie --team centre --line ines --preferred les-lilas --no-preferred"
            })
    void refusedCommandSaysWhatWasExpectedAndChangesNothing(String words) {
        CommandResult result = run(words);

        assertTrue(result.exitCode() != 0, words);
        assertFalse(
                result.output().isBlank()
                        || result.output().contains("Exception")
                        || result.output().contains(NAME),
                result.output());
        assertTrue(installation.records().people().directory().all().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invite noemie --role doctor --at team:centre",
                "invite noemie --role assistant --at team:nowhere",
                "role claire --give assistant",
                "show unknown",
                "rest claire",
                "left claire"
            })
    void operationsAreRefusedWhatIsNotTheirsToChange(String words) {
        CommandResult result = runAsClaire(words);

        assertEquals(1, result.exitCode(), result.output());
        assertEquals(1, installation.records().people().directory().all().size());
    }

    @Test
    void thereIsNoSecondFirstAccount() {
        installation.people().session(LabPerson.OPERATIONS);

        assertEquals(
                "permanence: first account: others are active (expected: an invitation by one of them)\n",
                run("first --login omar").output());
    }

    @Test
    void theFirstInvitationEndsAfterTenMinutes() throws IOException {
        String token = first("first --login claire --role operations").strip();
        clock.advance(Duration.ofMinutes(10));

        CommandResult late = accept(token);

        assertEquals(1, late.exitCode());
        assertTrue(late.err().contains("token: unknown, used or too old"), late.err());
    }

    @Test
    void assistantIsGivenCallsAndTheyAreShown() {
        done("invite noemie --role assistant --at team:centre");
        for (String refused : List.of(
                "--team south --line ines --practices les-lilas",
                "--team centre --line cupboard --practices les-lilas",
                "--team centre --line ines --practices port-royal",
                "--team centre --line ines --practices les-lilas --preferred port-royal",
                "--team centre --line ines --practices les-lilas --languages de",
                "--team centre --line ines --practices Les_Lilas",
                "--team centre --line ines")) {
            assertTrue(runAsClaire("staffing noemie " + refused).exitCode() != 0, refused);
        }

        assertEquals(
                "noemie takes calls of team centre on ines; practices: les-lilas; preferred: les-lilas; languages: en\n",
                done("staffing noemie --team centre --line ines --practices les-lilas --preferred les-lilas"
                        + " --languages en"));
        assertTrue(done("show noemie")
                .contains("\n  takes calls of team centre on ines; practices: les-lilas; preferred: les-lilas;"));
        assertEquals(
                "noemie takes calls of team centre on awa; practices: les-lilas; preferred: none; languages: en\n",
                done("staffing noemie --team centre --line awa --no-preferred"));
    }

    @Test
    void personIsInvitedGivenARoleRestedAndLeaves() throws IOException {
        String token = done("invite noemie --role assistant --at team:centre --name-file NAME");
        assertEquals(0, accept(token.strip()).exitCode());
        assertEquals(1, accept(token.strip()).exitCode(), "once");

        assertTrue(done("list").contains("noemie               active   EEA assistant at team:centre " + NAME));
        done("role noemie --give supervisor --at team:centre");
        done("rest noemie");
        done("rest noemie --end");
        done("role noemie --take assistant --at team:centre");
        assertTrue(done("list").contains("active   EEA supervisor at team:centre " + NAME));
        done("left noemie");
        done("left noemie --erase-name");

        String shown = done("show noemie");
        assertTrue(shown.contains("left     EEA no role") && shown.contains("assistant at team:centre from"), shown);
        assertFalse(shown.contains(NAME), shown);
        assertTrue(runAsClaire("invite noemie --role assistant --at team:centre")
                .err()
                .contains("login noemie: is taken (expected: a login that no person has or had)"));
    }

    @Test
    void tokenIsTheOnlyLineOfStandardOutput() {
        assertTrue(first("first --login claire").matches("[A-Za-z0-9_-]{43}\n"));
    }

    @Test
    void noFileHasATokenOrAName() throws IOException {
        String token = done("invite noemie --role assistant --at team:centre --name-file NAME")
                .strip();
        done("list");
        installation.close();

        assertEquals(List.of(), filesWith(token));
        assertEquals(List.of(), filesWith(NAME));
        assertEquals(List.of(), filesWith("Lacombe"));
    }

    @Test
    void auditLogStaysWholeAndNamesWhoInvitedFor() throws IOException {
        done("invite noemie --role assistant --at team:centre");
        installation.close();

        String entries = entries();
        assertTrue(
                entries.contains("\"action\":\"ROLE_GIVEN\",\"actor\":\"claire\"")
                        && entries.contains("{\"place\":\"team:centre\",\"role\":\"assistant\"}")
                        && entries.contains("\"kind\":\"PERSON\",\"object\":\"noemie\""),
                entries);
        CommandResult verified = CommandResult.verifyAuditLog(installation.files());
        assertEquals(0, verified.exitCode(), verified.output());
    }

    private CommandResult accept(String token) {
        return new SignInSteps(installation.settingsFile(), work, clock).accept(token);
    }

    private String first(String words) {
        CommandResult result = run(words);
        assertEquals(0, result.exitCode(), result.output());
        return result.out();
    }

    /// What the command prints to Claire, of operations.
    private String done(String words) {
        CommandResult result = runAsClaire(words);
        assertEquals(0, result.exitCode(), result.output());
        return result.out();
    }

    private CommandResult runAsClaire(String words) {
        return installation.runAs(LabPerson.OPERATIONS, arguments(words));
    }

    private CommandResult run(String words) {
        return installation.run(arguments(words));
    }

    private List<String> arguments(String words) {
        List<String> arguments = new ArrayList<>(List.of("user"));
        for (String word : words.split(" ", -1)) {
            arguments.add(word.equals("NAME") ? work.resolve("name").toString() : word);
        }
        return arguments;
    }

    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(work.resolve("installation"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private String entries() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(installation.files().path("state/audit"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".entries")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
