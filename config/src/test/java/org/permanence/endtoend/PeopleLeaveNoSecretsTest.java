package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabException;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;
import org.permanence.lab.PlaintextScanner;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// People with every role work on an installation with a recorded call. Then each file of it is searched for what
/// they typed and received, and each entry of the audit log for the person, the session and the device.
class PeopleLeaveNoSecretsTest extends RecordedCalls {

    private static final LabPerson DOCTOR = LabPerson.doctor("les-lilas");
    private static final Pattern WAITS = Pattern.compile("request ([0-9a-f-]{36})");
    private static final String NUMBER = "+33199000742";
    private static final int ROLES = 7;

    /// The entries of the first account, and of a person who accepts an invitation.
    private static final Set<String> BEFORE_SIGN_IN =
            Set.of("PERSON_INVITED", "PERSON_CHANGED", "ROLE_GIVEN", "FACTOR_ADDED");

    PeopleLeaveNoSecretsTest() {
        super(LabPlan.minimal().withRecording().withConsole());
    }

    @Test
    void noFileHasASecretAndEachEntryHasAPerson() throws IOException {
        workOfPeople();
        String verified = lab.engine().verifyAuditLog(lab.auditLogDirectory(), lab.recordingsDirectory());
        lab.engine().kill(); // A crash writes nothing more, and deletes nothing.

        assertTrue(verified.contains("whole"), verified);
        assertNoSecretIsLeft();
        assertEachEntryHasAPerson();
    }

    private void workOfPeople() throws IOException {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = recordConversation(scenario, ines);
        hangUp(scenario, patient, ines);
        assertTrue(LabInstallation.eventually(SOON, () -> recordingStates().equals(List.of("sealed"))));
        lab.playRecording(lab.recordings().getFirst().path("recording").asString());
        Path number = Files.writeString(lab.workDirectory().resolve("number"), NUMBER + "\n");
        var erase =
                new String[] {"patient", "erase", "--practice=les-lilas", "--purpose=patrqt", "--number-file=" + number
                };
        Matcher waits =
                WAITS.matcher(String.valueOf(assertThrows(LabException.class, () -> lab.runAs(LabPerson.MANAGER, erase))
                        .getMessage()));
        assertTrue(waits.find(), "the erasure waits for a second person");
        lab.runAs(DOCTOR, "approval", "give", waits.group(1), "--yes");
        lab.runAs(LabPerson.MANAGER, erase);
        lab.runAs(LabPerson.SUPERVISOR, "conflict", "record", INES, "--practice", "les-lilas");
        lab.runAs(LabPerson.AUDITOR, "audit", "own");
        lab.runAs(LabPerson.OFFICER, "sessions");
        lab.runAs(LabPerson.assistant(INES), "sessions");
        lab.runAs(LabPerson.OPERATIONS, "user", "rest", LabPerson.AUDITOR.login());
        assertThrows(LabException.class, () -> lab.runAs(LabPerson.AUDITOR, "audit", "own"));
    }

    private void assertNoSecretIsLeft() throws IOException {
        Path work = lab.workDirectory();
        var scanner = new PlaintextScanner(work.resolve("state"), work.resolve("engine.log"));
        Set<String> secrets = new HashSet<>(lab.people().secrets());
        assertTrue(secrets.size() > 50, () -> secrets.size() + " secrets");
        secrets.addAll(Set.of(Fixtures.SURNAME, NUMBER, NUMBER.substring(1), "0" + NUMBER.substring(3)));
        for (String secret : secrets) {
            assertEquals(List.of(), scanner.filesWithText(secret), "files with a secret");
        }
        assertFalse(scanner.filesWithText(LabPerson.OPERATIONS.login()).isEmpty(), "logins are found where they are");
    }

    private void assertEachEntryHasAPerson() {
        List<JsonNode> entries = lab.auditEntries().stream()
                .map(line -> JsonMapper.shared().readTree(line.substring(line.indexOf('{'))))
                .filter(entry -> entry.has("seq"))
                .toList();
        Set<String> sessions = new HashSet<>(Set.of("engine"));
        for (JsonNode entry : entries) {
            String action = entry.path("action").asString();
            String session = entry.path("session").asString("");
            if (action.equals("SIGNED_IN")) {
                sessions.add(session);
            }
            assertFalse(entry.path("actor").asString("").isEmpty(), entry::toString);
            assertFalse(entry.path("device").asString("").isEmpty(), entry::toString);
            assertTrue(sessions.contains(session) || BEFORE_SIGN_IN.contains(action), entry::toString);
        }
        assertTrue(sessions.size() > ROLES, () -> "sessions: " + sessions);
    }
}
