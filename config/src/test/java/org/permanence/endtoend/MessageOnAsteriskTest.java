package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;
import org.permanence.lab.PlaintextScanner;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// A closed practice takes messages, on a real Asterisk.
@Tag("unhurried")
class MessageOnAsteriskTest extends SharedInstallation {

    /// Two seconds of sealed audio.
    private static final long TWO_SECONDS_BYTES = 64_000;

    /// The beep that starts a message.
    private static final int BEEP_HERTZ = 850;

    private static final String INES = "ines";

    MessageOnAsteriskTest() {
        super(LabPlan.minimal().closed().withMessages());
    }

    @Test
    void callerLeavesAMessageWithAConfirmedNumber() throws IOException {
        int messagesBefore = lab.messages().size();
        var scenario = new Scenario(lab, List.of(INES));
        var patient = dialUntilInvitation(scenario, "742");
        speakAfterTone(patient);

        patient.presses('#');

        assertTrue(scenario.hearsPrompt(patient, "message-number-question"), lab.engine()::lastLogLines);
        patient.presses('1');
        assertTrue(scenario.hearsPrompt(patient, "message-saved"), lab.engine()::lastLogLines);
        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1), lab.engine()::lastLogLines);
        assertEquals(List.of("message-taken"), scenario.dispositions());
        JsonNode message = lab.messages().get(messagesBefore);
        assertEquals("new", message.path("state").asString());
        assertEquals("confirmed", message.path("callback-number").asString());
        String id = message.path("message").asString();
        assertTrue(
                lab.playMessage(id).hasCallerTone(PATIENT_TONE),
                "the message has the caller's voice, on the caller's channel only");
        assertEquals("read", lab.messages().get(messagesBefore).path("state").asString());
        assertTrue(
                lab.runAs(
                                LabPerson.MANAGER,
                                "message",
                                "callback-number",
                                id,
                                "--practice",
                                "les-lilas",
                                "--purpose",
                                "treat")
                        .contains(Fixtures.NATIONAL_NUMBER_PREFIX + "742"),
                "the callback number");
        lab.runAs(LabPerson.MANAGER, "message", "acknowledge", id, "--practice", "les-lilas", "--purpose", "treat");
        assertEquals(
                "acknowledged", lab.messages().get(messagesBefore).path("state").asString());
        assertNoPlaintext();
    }

    @Test
    void callerWhoHangsUpWhileSpeakingHasLeftAMessage() throws IOException {
        int messagesBefore = lab.messages().size();
        var scenario = new Scenario(lab, List.of(INES));
        var patient = dialUntilInvitation(scenario, "743");
        speakAfterTone(patient);

        patient.hangsUp();

        assertTrue(scenario.hasEvents("ended", 1), lab.engine()::lastLogLines);
        assertEquals(List.of("message-taken"), scenario.dispositions());
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.messages().size() == messagesBefore + 1),
                lab.engine()::lastLogLines);
        JsonNode message = lab.messages().get(messagesBefore);
        assertEquals("unconfirmed", message.path("callback-number").asString());
        String id = message.path("message").asString();
        assertTrue(
                lab.playMessage(id).hasCallerTone(PATIENT_TONE),
                "the message has what the caller said before hanging up");
        assertNoPlaintext();
    }

    @Test
    void callerWhoHangsUpBeforeTheToneLeavesNoMessage() {
        int messagesBefore = lab.messages().size();
        var scenario = new Scenario(lab, List.of(INES));
        var patient = dialUntilInvitation(scenario, "744");

        patient.hangsUp();

        assertTrue(scenario.hasEvents("ended", 1), lab.engine()::lastLogLines);
        assertFalse(scenario.events().contains("message-left"));
        assertTrue(
                LabInstallation.eventually(
                        SOON,
                        () -> lab.recordings().stream()
                                .noneMatch(recording ->
                                        recording.path("state").asString().equals("open"))),
                lab.engine()::lastLogLines);
        assertEquals(messagesBefore, lab.messages().size());
    }

    /// The emergency number is announced before the invitation to leave a message.
    private Caller dialUntilInvitation(Scenario scenario, String lastDigits) {
        var patient = scenario.callerPresses('2', lastDigits);
        assertTrue(scenario.hearsPrompt(patient, "dial-emergency"), "the emergency number comes first");
        assertTrue(scenario.hearsPrompt(patient, "message-invitation"), lab.engine()::lastLogLines);
        return patient;
    }

    private void speakAfterTone(Caller patient) {
        assertTrue(patient.audio().hasTone(BEEP_HERTZ, SOON), lab.engine()::lastLogLines);
        long bytesBefore = lab.sealedBytes();
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.sealedBytes() > bytesBefore + TWO_SECONDS_BYTES),
                lab.engine()::lastLogLines);
    }

    private void assertNoPlaintext() throws IOException {
        Path work = lab.workDirectory();
        var scanner = new PlaintextScanner(work.resolve("state"), work.resolve("engine.log"));
        assertEquals(List.of(), scanner.filesWithTone(PATIENT_TONE), "files with a patient's voice");
        assertEquals(
                List.of(),
                scanner.filesWithText(Fixtures.NATIONAL_NUMBER_PREFIX + "7"),
                "files with a patient's number");
        assertEquals(
                List.of(),
                scanner.filesWithText(Fixtures.NUMBER_PREFIX.substring(1) + "7"),
                "files with a patient's number in E.164");
    }
}
