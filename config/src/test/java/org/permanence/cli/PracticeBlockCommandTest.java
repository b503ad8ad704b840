package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.practice.PracticeId;
import org.permanence.testing.Fixtures;
import org.permanence.testing.SteppedClock;
import tools.jackson.databind.JsonNode;

/// `permanence practice block | unblock | list-blocked`, on a management port with real records.
class PracticeBlockCommandTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final String AUDIT_ARGUMENTS = " --actor claire --purpose hoperat";

    private ServedInstallation installation;
    private Path numberFile;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        installation = ServedInstallation.open(work, new SteppedClock());
        numberFile = Files.writeString(work.resolve("number"), Fixtures.CALLER.digits() + "\n");
    }

    @AfterEach
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
        String output = run(words + AUDIT_ARGUMENTS);

        assertFalse(
                output.isBlank() || output.contains("Exception") || output.contains(Fixtures.CALLER.digits()), output);
        assertFalse(installation.records().blocking().isBlocked(LILAS, Fixtures.CALLER));
    }

    @Test
    void numberThatIsNotBlockedCannotBeUnblocked() {
        assertEquals(
                "permanence: number: not blocked (expected: a blocked number)\n",
                run("unblock les-lilas --number-file NUMBER" + AUDIT_ARGUMENTS));
    }

    @Test
    void numberIsBlockedListedByPseudonymAndUnblocked() {
        String output = run("block les-lilas --number-file NUMBER" + AUDIT_ARGUMENTS);

        assertTrue(installation.records().blocking().isBlocked(LILAS, Fixtures.CALLER));
        String list = run("list-blocked les-lilas" + AUDIT_ARGUMENTS);
        assertTrue(list.contains("\"actor\":\"claire\"") && list.contains("\"pseudonym\":\""), list);
        assertFalse((output + list).contains(Fixtures.CALLER.digits().substring(1)), "no number is shown");

        assertTrue(
                run("unblock les-lilas --number-file NUMBER" + AUDIT_ARGUMENTS).contains("\"unblocked\":true"));
        assertFalse(installation.records().blocking().isBlocked(LILAS, Fixtures.CALLER));
        assertEquals("", run("list-blocked les-lilas" + AUDIT_ARGUMENTS));
    }

    @Test
    void erasedPatientIsNoLongerBlocked() {
        run("block les-lilas --number-file NUMBER" + AUDIT_ARGUMENTS);

        JsonNode erased = ManagementClient.audited(
                        installation.files().settings().management(), "", Optional.empty())
                .post(
                        "/patients/erase?practice=les-lilas&actor=claire&role=practice-manager&purpose=patrqt",
                        Fixtures.CALLER.digits());

        assertTrue(erased.path("unblocked").asBoolean());
        assertFalse(installation.records().blocking().isBlocked(LILAS, Fixtures.CALLER));
    }

    private String run(String arguments) {
        var fullArguments = new ArrayList<String>();
        fullArguments.add("practice");
        for (String word : arguments.split(" ", -1)) {
            fullArguments.add(
                    word.replace("NUMBER", numberFile.toString()).replace("SETTINGS", installation.settingsFile()));
        }
        fullArguments.addAll(List.of("--config", installation.settingsFile()));
        return CommandResult.run(fullArguments.toArray(String[]::new)).output();
    }
}
