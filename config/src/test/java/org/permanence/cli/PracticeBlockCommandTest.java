package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.LabPerson;
import org.permanence.practice.PracticeId;
import org.permanence.testing.Fixtures;
import org.permanence.testing.SteppedClock;

/// `permanence practice block | unblock | list-blocked`, on a management port with real records.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PracticeBlockCommandTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final String PURPOSE = " --purpose hoperat";

    private ServedInstallation installation;
    private Path numberFile;

    @BeforeAll
    void open(@TempDir Path work) throws IOException {
        installation = ServedInstallation.open(work, new SteppedClock());
        numberFile = Files.writeString(work.resolve("number"), Fixtures.CALLER.digits() + "\n");
    }

    @AfterAll
    void close() {
        installation.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "block les-lilas",
                "block les-lilas +33199000742",
                "block --number-file NUMBER",
                "block les-roses --number-file NUMBER",
                "block les-lilas --number-file SETTINGS",
                "unblock les-lilas",
                "list-blocked",
                "list-blocked les-roses"
            })
    void invalidArgumentsAreReportedAndBlockNoCaller(String words) {
        String output = run(words + PURPOSE);

        assertFalse(
                output.isBlank() || output.contains("Exception") || output.contains(Fixtures.CALLER.digits()), output);
        assertFalse(installation.records().blocking().isBlocked(LILAS, Fixtures.CALLER));
    }

    @Test
    void numberThatIsNotBlockedCannotBeUnblocked() {
        assertEquals(
                "permanence: number: not blocked (expected: a blocked number)\n",
                run("unblock les-lilas --number-file NUMBER" + PURPOSE));
    }

    @Test
    void numberIsBlockedListedByPseudonymAndUnblocked() {
        String output = run("block les-lilas --number-file NUMBER" + PURPOSE);

        assertTrue(installation.records().blocking().isBlocked(LILAS, Fixtures.CALLER));
        String list = run("list-blocked les-lilas" + PURPOSE);
        assertTrue(list.contains("\"actor\":\"manager-les-lilas\"") && list.contains("\"pseudonym\":\""), list);
        assertFalse((output + list).contains(Fixtures.CALLER.digits().substring(1)), "no number is shown");

        assertTrue(run("unblock les-lilas --number-file NUMBER" + PURPOSE).contains("\"unblocked\":true"));
        assertFalse(installation.records().blocking().isBlocked(LILAS, Fixtures.CALLER));
        assertEquals("", run("list-blocked les-lilas" + PURPOSE));
    }

    @Test
    void erasedPatientIsNoLongerBlocked() {
        run("block les-lilas --number-file NUMBER" + PURPOSE);

        String waits = erase().output();
        String request = waits.replaceFirst("(?s).*waits for a second person: request ([0-9a-f-]+) .*", "$1");
        CommandResult given =
                installation.runAs(LabPerson.doctor("les-lilas"), List.of("approval", "give", request, "--yes"));
        assertEquals(0, given.exitCode(), given.output());
        CommandResult erased = erase();

        assertTrue(erased.out().contains("\"unblocked\":true"), erased.output());
        assertFalse(installation.records().blocking().isBlocked(LILAS, Fixtures.CALLER));
    }

    private CommandResult erase() {
        return installation.runAs(
                LabPerson.MANAGER,
                List.of(
                        "patient",
                        "erase",
                        "--practice",
                        "les-lilas",
                        "--number-file",
                        numberFile.toString(),
                        "--purpose",
                        "patrqt"));
    }

    private String run(String arguments) {
        var fullArguments = new ArrayList<String>();
        fullArguments.add("practice");
        for (String word : arguments.split(" ", -1)) {
            fullArguments.add(
                    word.replace("NUMBER", numberFile.toString()).replace("SETTINGS", installation.settingsFile()));
        }
        return installation.runAs(LabPerson.MANAGER, fullArguments).output();
    }
}
