package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.testing.Fixtures;

/// Callers who do not do what they are asked, on a real Asterisk: each has a way to a person, or hears what to
/// dial.
@Tag("unhurried")
class WayToAPersonOnAsteriskTest extends InOneHouse {

    private static final int INES_VOICE = 700;
    private static final int DOCTORS_VOICE = 900;
    private static final String INES = "ines";

    /// Greeting, the question twice, and as long as the house waits for a key each time.
    private static final Duration UNASKED = Duration.ofSeconds(60);

    WayToAPersonOnAsteriskTest() {
        super(HousePlan.small().refusingBlocked());
    }

    @Test
    void whoeverSaysNothingAtAllReachesAnAssistantAsUnclear() {
        var scene = scene();

        var patient = rings("<sip:%s781@127.0.0.1>".formatted(Fixtures.NATIONAL_NUMBER_PREFIX));

        assertTrue(patient.hearing().hearsTone(INES_VOICE, UNASKED), "an assistant is heard");
        leaves(scene, patient);
        assertTrue(scene.urgencies().contains("unclear"));
    }

    @Test
    void whoeverPressesWrongKeysReachesAnAssistantAsUnclear() {
        var scene = scene();

        var patient = scene.presses('7', "782");
        assertTrue(scene.hears(patient, "emergency-question"), "it is asked again");
        patient.presses('*');

        assertTrue(patient.hearing().hearsTone(INES_VOICE, UNASKED), "an assistant is heard");
        leaves(scene, patient);
        assertTrue(scene.urgencies().contains("unclear"));
    }

    @Test
    void whoeverShowsNoNumberReachesAnAssistant() {
        var scene = scene();

        var patient = rings("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
        assertTrue(scene.hears(patient, "emergency-question"), "the emergency question is heard");
        patient.presses('2');
        assertTrue(scene.hearsWords(patient, HousePlan.REASON), "the practice's question is heard");
        patient.presses('2');

        assertTrue(patient.hearing().hearsTone(INES_VOICE, SOON), "an assistant is heard");
        leaves(scene, patient);
    }

    @Test
    void whoeverIsBlockedIsAskedTheEmergencyQuestionAndRefusedForWhatIsRoutineAlone() throws IOException {
        var scene = scene();
        var doctor = doctor().says(DOCTORS_VOICE);
        changesNumber("block", "783");

        var routine = scene.presses('2', "783");
        assertTrue(scene.hearsWords(routine, HousePlan.REASON), "the practice's question is heard");
        routine.presses('2');
        assertTrue(scene.hearsWords(routine, HousePlan.CLOSED), "refused");
        assertTrue(scene.hears(routine, "dial-emergency"), "and told what to dial in danger");
        assertTrue(routine.ends(SOON) && scene.passed("ended", 1));

        var urgent = scene.urgent("783");
        assertTrue(urgent.hearing().hearsTone(INES_VOICE, SOON), "an assistant is heard");
        urgent.hangsUp();
        assertTrue(scene.passed("ended", 2));

        var vital = scene.presses('1', "783");
        assertTrue(vital.hearing().hearsTone(DOCTORS_VOICE, SOON), "the doctor is heard");
        vital.hangsUp();
        assertTrue(doctor.isFree(SOON) && scene.passed("ended", 3));
        assertEquals(List.of("closed-announced", "handled", "escalated"), scene.dispositions());

        changesNumber("unblock", "783");
        var again = scene.presses('2', "783");
        assertTrue(scene.hearsWords(again, HousePlan.REASON), "the practice's question is heard");
        again.presses('2');
        assertTrue(again.hearing().hearsTone(INES_VOICE, SOON), "an assistant is heard");
        leaves(scene, again);
    }

    @Test
    void rulesThatAreAppliedMeetTheNextCallAndLeaveWhoeverWaitsInTheQueue() throws IOException {
        var scene = scene();
        assertTrue(house.signsOut(INES, SOON));
        Path file = house.work().resolve("practices/les-lilas.yaml");
        String open = Files.readString(file);
        Caller waits = scene.urgent("784");
        assertTrue(scene.passed("queued", 1));

        String closed = open.replaceFirst("(?m)^hours: .*$", "hours: {}")
                .replace("  - {to: queue}\n", "  - {to: announcement, urgency: [routine]}\n  - {to: fallback}\n");
        applies(file, closed);
        try {
            var next = scene.presses('2', "785");
            assertTrue(scene.hearsWords(next, HousePlan.REASON), "the practice's question is heard");
            next.presses('2');
            assertTrue(scene.hearsWords(next, HousePlan.CLOSED), "closed from here on");
            assertTrue(next.ends(SOON));
            house.signIn(INES);
            assertTrue(waits.hearing().hearsTone(INES_VOICE, SOON), "whoever waited is answered");
            waits.hangsUp();
            assertTrue(scene.passed("ended", 2));
            assertEquals(List.of("closed-announced", "handled"), scene.dispositions());
        } finally {
            applies(file, open);
        }
    }

    private void applies(Path file, String text) throws IOException {
        Path version = Files.createDirectories(house.work().resolve("next")).resolve(file.getFileName());
        Files.writeString(version, text);
        house.engine()
                .does("practice", "apply", version.toString(), "--author", "claire", "--reason", "as they were asked");
    }

    private void changesNumber(String action, String lastDigits) throws IOException {
        Path number = house.work().resolve("number");
        Files.writeString(number, Fixtures.NUMBER_PREFIX + lastDigits);
        house.engine()
                .does(
                        "practice",
                        action,
                        "les-lilas",
                        "--number-file",
                        number.toString(),
                        "--by",
                        "claire",
                        "--purpose",
                        "hoperat");
    }

    private Caller rings(String from) {
        var patient = house.phones().callerFrom(from).says(PATIENTS_VOICE).dials(HousePlan.NUMBER);
        assertTrue(patient.connects(SOON), house.phones()::lastWords);
        return patient;
    }

    private void leaves(Scene scene, Caller patient) {
        int before = scene.dispositions().size();
        patient.hangsUp();
        assertTrue(scene.passed("ended", before + 1));
        assertEquals("handled", scene.dispositions().getLast());
    }

    private Scene scene() {
        var scene = new Scene(house, List.of(INES), INES);
        house.phoneOf(INES).says(INES_VOICE);
        return scene;
    }
}
