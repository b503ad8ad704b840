package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.testing.SteppedClock;

/// Each command that reads or changes something in the running engine leaves an entry in the audit log.
class OperationsInAuditLogTest {

    private ServedInstallation installation;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        installation = ServedInstallation.open(work, new SteppedClock());
    }

    @ParameterizedTest
    @CsvSource({
        "journal les-lilas, JOURNAL_READ, les-lilas",
        "assistant list, ASSISTANTS_LISTED, assistant",
        "assistant login ines --role supervisor, ASSISTANT_CHANGED, ines",
        "practice export les-lilas, PRACTICE_READ, les-lilas",
        "practice apply FILE --reason-file REASON:Holiday, PRACTICE_CHANGED, les-lilas",
        "audit verify, LOG_VERIFIED, log"
    })
    void commandLeavesAnEntry(String command, String action, String object) throws IOException {
        run(command);
        run(command.replace(" login ", " logout "));

        List<String> entries = entriesOf(action);

        assertEquals(2, entries.size(), "one for each command");
        assertTrue(entries.getFirst().contains("\"object\":\"" + object + "\""), entries.getFirst());
        assertTrue(
                entries.getFirst().contains("\"actor\":\"" + System.getProperty("user.name") + "\""),
                entries.getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assistant login unknown --role supervisor",
                "assistant login ines --role practice-manager",
                "practice history unknown"
            })
    void refusedCommandLeavesNone(String command) throws IOException {
        var result = CommandResult.run(arguments(command));

        assertEquals(1, result.exitCode());
        assertEquals(List.of(), entriesOf("ASSISTANT_CHANGED"));
    }

    @Test
    void entryHasTheActorAndThePurposeThatTheCommandNames() throws IOException {
        run("assistant login ines --actor Claire --role supervisor --purpose treat");

        String entry = entriesOf("ASSISTANT_CHANGED").getFirst();

        assertTrue(entry.contains("\"actor\":\"claire\"") && entry.contains("\"role\":\"SUPERVISOR\""), entry);
        assertTrue(entry.contains("\"purpose\":\"TREAT\"") && entry.contains("{\"what\":\"login\"}"), entry);
    }

    @Test
    void requestThatTheTableOfRightsRefusesDoesNothingAndIsEntered() throws IOException {
        var refused = CommandResult.run(arguments("recording list les-lilas --purpose hcompl --role operations"));

        List<String> entries = entriesOf("ACCESS_REFUSED");
        assertEquals(1, refused.exitCode());
        assertTrue(
                refused.err().contains("role operations: no role held allows it (expected: list-recordings: "),
                refused.err());
        assertEquals(1, entries.size());
        assertTrue(
                entries.getFirst().contains("\"kind\":\"REQUEST\",\"object\":\"list-recordings\""), entries.getFirst());
        assertTrue(entries.getFirst().contains("\"practice\":\"les-lilas\""), entries.getFirst());
        assertTrue(entries.getFirst().contains("{\"why\":\"no-cell\"}"), entries.getFirst());
        assertEquals(List.of(), entriesOf("RECORDING_LISTED"));
    }

    @Test
    void twelveRefusalsInAMinuteAreTenEntriesAndANumber() throws IOException {
        for (int request = 0; request < 12; request++) {
            CommandResult.run(arguments("recording list les-lilas --purpose hcompl --role operations"));
        }

        List<String> entries = entriesOf("ACCESS_REFUSED");
        assertEquals(11, entries.size());
        assertTrue(entries.getLast().contains("{\"refusals\":\"2\"}"), entries.getLast());
    }

    @Test
    void refusalForAPracticeThatDoesNotExistMakesNoEntryOfThatPractice() throws IOException {
        CommandResult.run(arguments("recording list les-roses --purpose hcompl --role operations"));

        String entry = entriesOf("ACCESS_REFUSED").getFirst();
        assertTrue(!entry.contains("les-roses"), entry);
    }

    @Test
    void rolesThatSeeNumbersOnlyGetNoLogin() throws IOException {
        var counts = CommandResult.run(arguments("assistant list --role operations"));

        assertEquals(0, counts.exitCode(), counts.output());
        assertTrue(counts.out().matches("off +[0-9]+\n"), counts.out());
    }

    @Test
    void lookAtTheHistoryOfAPracticeLeavesAnEntry() throws IOException {
        run("practice apply FILE --reason-file REASON:Holiday");
        run("practice history les-lilas");

        assertEquals(1, entriesOf("PRACTICE_READ").size());
    }

    @Test
    void authorOfAChangeIsTheActorOfItsEntry() throws IOException {
        run("practice apply FILE --reason-file REASON:Holiday --author Omar");

        assertTrue(entriesOf("PRACTICE_CHANGED").getFirst().contains("\"actor\":\"omar\""));
    }

    private void run(String command) {
        var result = CommandResult.run(arguments(command));
        assertEquals(0, result.exitCode(), result.output());
    }

    private String[] arguments(String command) {
        List<String> arguments = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
            arguments.add(
                    word.equals("FILE")
                            ? installation
                                    .files()
                                    .path("practices/les-lilas.yaml")
                                    .toString()
                            : ReasonFile.of(word, installation.files().path(".")));
        }
        arguments.addAll(List.of("--config", installation.settingsFile()));
        return arguments.toArray(String[]::new);
    }

    /// The entries with that action. Closes the installation, so that all are written.
    private List<String> entriesOf(String action) throws IOException {
        installation.close();
        List<String> entries = new ArrayList<>();
        try (var files = Files.list(installation.files().path("state/audit"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".entries")).toList()) {
                entries.addAll(Files.readAllLines(file).stream()
                        .filter(line -> line.contains("\"action\":\"" + action + "\""))
                        .toList());
            }
        }
        return entries;
    }
}
