package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// Callers who do not respond as asked, on a real Asterisk. Each reaches a person or hears which number to dial.
@Tag("unhurried")
class UnresponsiveCallerOnAsteriskTest extends SharedInstallation {

    private static final int INES_TONE = 700;
    private static final int DOCTOR_TONE = 900;
    private static final String INES = "ines";

    /// Time for the greeting, and for asking the question twice and waiting for a key.
    private static final Duration NO_INPUT_TIMEOUT = Duration.ofSeconds(60);

    UnresponsiveCallerOnAsteriskTest() {
        super(LabPlan.minimal().withBlockedCallersRefused());
    }

    @Test
    void callerWithoutInputReachesAnAssistantAsUnclear() {
        var scenario = scenario();

        var patient = dial("<sip:%s781@127.0.0.1>".formatted(Fixtures.NATIONAL_NUMBER_PREFIX));

        assertTrue(patient.audio().hasTone(INES_TONE, NO_INPUT_TIMEOUT), "the patient hears an assistant");
        hangUpHandled(scenario, patient);
        assertTrue(scenario.urgencies().contains("unclear"));
    }

    @Test
    void callerWithInvalidKeysReachesAnAssistantAsUnclear() {
        var scenario = scenario();

        var patient = scenario.callerPresses('7', "782");
        assertTrue(scenario.hearsPrompt(patient, "emergency-question"), "the patient hears the question again");
        patient.presses('*');

        assertTrue(patient.audio().hasTone(INES_TONE, NO_INPUT_TIMEOUT), "the patient hears an assistant");
        hangUpHandled(scenario, patient);
        assertTrue(scenario.urgencies().contains("unclear"));
    }

    @Test
    void anonymousCallerReachesAnAssistant() {
        var scenario = scenario();

        var patient = dial("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
        assertTrue(scenario.hearsPrompt(patient, "emergency-question"), "the patient hears the emergency question");
        patient.presses('2');
        assertTrue(scenario.hearsText(patient, LabPlan.REASON_QUESTION), "the patient hears the practice's question");
        patient.presses('2');

        assertTrue(patient.audio().hasTone(INES_TONE, SOON), "the patient hears an assistant");
        hangUpHandled(scenario, patient);
    }

    @Test
    void blockedCallerIsAskedTheEmergencyQuestionAndRefusedOnlyWhenRoutine() throws IOException {
        var scenario = scenario();
        var doctor = doctor().sendsTone(DOCTOR_TONE).acceptsByKey();
        changeBlocking("block", "783");

        var routine = scenario.callerPresses('2', "783");
        assertTrue(scenario.hearsText(routine, LabPlan.REASON_QUESTION), "the patient hears the practice's question");
        routine.presses('2');
        assertTrue(scenario.hearsText(routine, LabPlan.CLOSED_ANNOUNCEMENT), "refused");
        assertTrue(
                scenario.hearsPrompt(routine, "dial-emergency"),
                "the patient hears which number to dial in an emergency");
        assertTrue(routine.ends(SOON) && scenario.hasEvents("ended", 1));

        var urgent = scenario.urgentCaller("783");
        assertTrue(urgent.audio().hasTone(INES_TONE, SOON), "the patient hears an assistant");
        urgent.hangsUp();
        assertTrue(scenario.hasEvents("ended", 2));

        var vital = scenario.callerPresses('1', "783");
        assertTrue(vital.audio().hasTone(DOCTOR_TONE, SOON), "the patient hears the doctor");
        vital.hangsUp();
        assertTrue(doctor.isFree(SOON) && scenario.hasEvents("ended", 3));
        assertEquals(List.of("closed-announced", "handled", "escalated"), scenario.dispositions());

        changeBlocking("unblock", "783");
        var again = scenario.callerPresses('2', "783");
        assertTrue(scenario.hearsText(again, LabPlan.REASON_QUESTION), "the patient hears the practice's question");
        again.presses('2');
        assertTrue(again.audio().hasTone(INES_TONE, SOON), "the patient hears an assistant");
        hangUpHandled(scenario, again);
    }

    @Test
    void newRulesApplyToTheNextCallAndLeaveQueuedCallersInTheQueue() throws IOException {
        var scenario = scenario();
        assertTrue(lab.signOut(INES, SOON));
        Path file = lab.workDirectory().resolve("practices/les-lilas.yaml");
        String open = Files.readString(file);
        Caller waiting = scenario.urgentCaller("784");
        assertTrue(scenario.hasEvents("queued", 1));

        String closed = open.replaceFirst("(?m)^opening-hours: .*$", "opening-hours: {}")
                .replace(
                        "  - {to: queue}\n",
                        "  - {to: closed-announcement, urgency: [routine]}\n  - {to: fallback-lines}\n");
        applyPractice(file, closed);
        try {
            var next = scenario.callerPresses('2', "785");
            assertTrue(scenario.hearsText(next, LabPlan.REASON_QUESTION), "the patient hears the practice's question");
            next.presses('2');
            assertTrue(
                    scenario.hearsText(next, LabPlan.CLOSED_ANNOUNCEMENT),
                    "the next caller hears the closed announcement");
            assertTrue(next.ends(SOON));
            lab.signIn(INES);
            assertTrue(waiting.audio().hasTone(INES_TONE, SOON), "the waiting caller reaches the assistant");
            waiting.hangsUp();
            assertTrue(scenario.hasEvents("ended", 2));
            assertEquals(List.of("closed-announced", "handled"), scenario.dispositions());
        } finally {
            applyPractice(file, open);
        }
    }

    private void applyPractice(Path file, String text) throws IOException {
        Path version =
                Files.createDirectories(lab.workDirectory().resolve("next")).resolve(file.getFileName());
        Files.writeString(version, text);
        Path reason = Files.writeString(version.resolveSibling("reason"), "as they were asked");
        lab.runAs(LabPerson.MANAGER, "practice", "apply", version.toString(), "--reason-file", reason.toString());
    }

    private void changeBlocking(String action, String lastDigits) throws IOException {
        Path number = lab.workDirectory().resolve("number");
        Files.writeString(number, Fixtures.NUMBER_PREFIX + lastDigits);
        lab.runAs(
                LabPerson.MANAGER,
                "practice",
                action,
                "les-lilas",
                "--number-file",
                number.toString(),
                "--purpose",
                "hoperat");
    }

    private Caller dial(String from) {
        var patient = lab.phones().callerFrom(from).sendsTone(PATIENT_TONE).dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        return patient;
    }

    private void hangUpHandled(Scenario scenario, Caller patient) {
        int dispositionsBefore = scenario.dispositions().size();
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", dispositionsBefore + 1));
        assertEquals("handled", scenario.dispositions().getLast());
    }

    private Scenario scenario() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        lab.phoneOf(INES).sendsTone(INES_TONE);
        return scenario;
    }
}
