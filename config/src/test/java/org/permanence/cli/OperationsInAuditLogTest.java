package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.lab.LabPerson;
import org.permanence.testing.SteppedClock;
import org.permanence.text.EnumWords;

/// Each command that reads or changes something in the running engine leaves an entry in the audit log.
class OperationsInAuditLogTest {

    private ServedInstallation installation;

    @BeforeEach
    void open(@TempDir Path work) {
        installation = ServedInstallation.open(work, new SteppedClock());
    }

    @ParameterizedTest
    @CsvSource({
        "operations, journal les-lilas, JOURNAL_READ, les-lilas",
        "supervisor, assistant list, ASSISTANTS_LISTED, assistant",
        "supervisor, assistant login ines, ASSISTANT_CHANGED, ines",
        "practice-manager, practice export les-lilas, PRACTICE_READ, les-lilas",
        "practice-manager, practice apply FILE --reason-file REASON:Holiday, PRACTICE_CHANGED, les-lilas",
        "auditor, audit verify, LOG_VERIFIED, log"
    })
    void commandLeavesAnEntry(String role, String command, String action, String object) throws IOException {
        LabPerson person = person(role);
        run(person, command);
        run(person, command.replace(" login ", " logout "));

        List<String> entries = entriesOf(action);

        assertEquals(2, entries.size(), "one for each command");
        assertTrue(entries.getFirst().contains("\"object\":\"" + object + "\""), entries.getFirst());
        assertTrue(entries.getFirst().contains("\"actor\":\"" + person.login() + "\""), entries.getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        "supervisor, assistant login unknown",
        "practice-manager, assistant login ines",
        "practice-manager, practice history unknown"
    })
    void refusedCommandLeavesNone(String role, String command) throws IOException {
        var result = runAs(person(role), command);

        assertEquals(1, result.exitCode());
        assertEquals(List.of(), entriesOf("ASSISTANT_CHANGED"));
    }

    @Test
    void entryHasThePersonOfTheSessionAndThePurposeThatTheCommandNames() throws IOException {
        run(LabPerson.SUPERVISOR, "assistant login ines --purpose treat");

        String entry = entriesOf("ASSISTANT_CHANGED").getFirst();

        assertTrue(entry.contains("\"actor\":\"sara\"") && entry.contains("\"role\":\"SUPERVISOR\""), entry);
        assertTrue(entry.contains("\"purpose\":\"TREAT\"") && entry.contains("{\"what\":\"login\"}"), entry);
    }

    @Test
    void requestThatTheTableOfRightsRefusesDoesNothingAndIsEntered() throws IOException {
        var refused = runAs(LabPerson.OPERATIONS, "recording list les-lilas --purpose hcompl");

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
            runAs(LabPerson.OPERATIONS, "recording list les-lilas --purpose hcompl");
        }

        List<String> entries = entriesOf("ACCESS_REFUSED");
        assertEquals(11, entries.size());
        assertTrue(entries.getLast().contains("{\"refusals\":\"2\"}"), entries.getLast());
    }

    @Test
    void refusalForAPracticeThatDoesNotExistMakesNoEntryOfThatPractice() throws IOException {
        runAs(LabPerson.OPERATIONS, "recording list les-roses --purpose hcompl");

        String entry = entriesOf("ACCESS_REFUSED").getFirst();
        assertTrue(!entry.contains("les-roses"), entry);
    }

    @Test
    void rolesThatSeeNumbersOnlyGetNoLogin() throws IOException {
        var counts = runAs(LabPerson.OPERATIONS, "assistant list");

        assertEquals(0, counts.exitCode(), counts.output());
        assertTrue(counts.out().matches("off +[0-9]+\n"), counts.out());
    }

    @Test
    void lookAtTheHistoryOfAPracticeLeavesAnEntry() throws IOException {
        run(LabPerson.MANAGER, "practice apply FILE --reason-file REASON:Holiday");
        run(LabPerson.MANAGER, "practice history les-lilas");

        assertEquals(1, entriesOf("PRACTICE_READ").size());
    }

    @Test
    void authorOfAChangeIsTheActorOfItsEntry() throws IOException {
        run(LabPerson.doctor("les-lilas"), "practice apply FILE --reason-file REASON:Holiday");

        assertTrue(entriesOf("PRACTICE_CHANGED").getFirst().contains("\"actor\":\"doctor-les-lilas\""));
    }

    /// The person of this role in the table of rights.
    private static LabPerson person(String role) {
        return Stream.of(LabPerson.OPERATIONS, LabPerson.SUPERVISOR, LabPerson.MANAGER, LabPerson.AUDITOR)
                .filter(person -> EnumWords.of(person.roleAt().role()).equals(role))
                .findFirst()
                .orElseThrow();
    }

    private void run(LabPerson person, String command) {
        var result = runAs(person, command);
        assertEquals(0, result.exitCode(), result.output());
    }

    private CommandResult runAs(LabPerson person, String command) {
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
        return installation.runAs(person, arguments);
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
