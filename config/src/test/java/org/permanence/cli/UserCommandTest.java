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
                "invite noemie --role assistant --at team:centre --actor unknown",
                "invite noemie --actor unknown",
                "accept --token-file NAME",
                "role claire --give supervisor --take assistant --at team:centre",
                "role claire",
                "role claire --give assistant --actor claire",
                "invite noemie --role doctor --at team:centre --actor claire",
                "role claire --take assistant --at team:centre --until 2027-01-01T00:00:00Z",
                "role claire --give assistant --at city:centre",
                "show unknown --actor unknown",
                "list --actor unknown",
                "rest claire --actor unknown",
                "left claire --actor unknown"
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

    @Test
    void thereIsNoSecondFirstAccount() {
        operations("claire");

        assertEquals(
                "permanence: first account: others are active (expected: an invitation by one of them)\n",
                run("user first --login omar").output());
    }

    @Test
    void theFirstInvitationEndsAfterTenMinutes() throws IOException {
        String token = done("first --login claire --role operations").strip();
        clock.advance(Duration.ofMinutes(10));

        CommandResult late = accept(token);

        assertEquals(1, late.exitCode());
        assertTrue(late.err().contains("token: unknown, used or too old"), late.err());
    }

    @Test
    void personIsInvitedGivenARoleRestedAndLeaves() throws IOException {
        operations("claire");
        String token = done("invite noemie --role assistant --at team:centre --name-file NAME --actor claire");
        assertEquals(0, accept(token.strip()).exitCode());
        assertEquals(1, accept(token.strip()).exitCode(), "once");

        assertTrue(done("list --actor claire")
                .contains("noemie               active   EEA assistant at team:centre " + NAME));
        done("role noemie --give supervisor --at team:centre --actor claire");
        done("rest noemie --actor claire");
        done("rest noemie --end --actor claire");
        done("role noemie --take assistant --at team:centre --actor claire");
        assertTrue(done("list --actor claire").contains("active   EEA supervisor at team:centre " + NAME));
        done("left noemie --actor claire");
        done("left noemie --erase-name --actor claire");

        String shown = done("show noemie --actor claire");
        assertTrue(shown.contains("left     EEA no role") && shown.contains("assistant at team:centre from"), shown);
        assertFalse(shown.contains(NAME), shown);
        assertTrue(run("invite noemie --role assistant --at team:centre --actor claire")
                .err()
                .contains("login noemie: is taken (expected: a login that no person has or had)"));
    }

    @Test
    void tokenIsTheOnlyLineOfStandardOutput() {
        assertTrue(done("first --login claire").matches("[A-Za-z0-9_-]{43}\n"));
    }

    @Test
    void noFileHasATokenOrAName() throws IOException {
        operations("claire");
        String token = done("invite noemie --role assistant --at team:centre --name-file NAME --actor claire")
                .strip();
        done("list --actor claire");
        installation.close();

        assertEquals(List.of(), filesWith(token));
        assertEquals(List.of(), filesWith(NAME));
        assertEquals(List.of(), filesWith("Lacombe"));
    }

    @Test
    void auditLogStaysWholeAndNamesWhoInvitedFor() throws IOException {
        operations("claire");
        done("invite noemie --role assistant --at team:centre --actor claire");
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

    /// Makes an active person of operations.
    private void operations(String login) {
        String token = done("first --login " + login).strip();
        assertEquals(0, accept(token).exitCode());
    }

    private CommandResult accept(String token) {
        return new SignInSteps(installation.settingsFile(), work, clock).accept(token);
    }

    private String done(String words) {
        CommandResult result = run(words);
        assertEquals(0, result.exitCode(), result.output());
        return result.out();
    }

    private CommandResult run(String words) {
        List<String> arguments = new ArrayList<>(List.of("user"));
        for (String word : words.replaceFirst("^user ", "").split(" ", -1)) {
            arguments.add(
                    switch (word) {
                        case "NAME" -> work.resolve("name").toString();
                        default -> word;
                    });
        }
        arguments.addAll(List.of("--config", installation.settingsFile()));
        return CommandResult.run(arguments.toArray(String[]::new));
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
