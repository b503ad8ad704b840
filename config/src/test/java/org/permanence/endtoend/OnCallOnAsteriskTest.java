package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;

/// A closed practice with doctors on call, on a real Asterisk. Urgent callers are put through to them, and only a
/// key accepts the call.
@Tag("unhurried")
class OnCallOnAsteriskTest extends SharedInstallation {

    private static final int DOCTOR_TONE = 900;
    private static final int SECOND_DOCTOR_TONE = 1100;
    private static final String INES = "ines";

    /// Time for ringing and for playing the question twice, with a margin for a busy machine.
    private static final Duration ROUND_TIMEOUT = Duration.ofSeconds(60);

    OnCallOnAsteriskTest() {
        super(LabPlan.minimal().closed().withOnCall());
    }

    @Test
    void callerIsToldToDialTheEmergencyNumberWhenNoDoctorAccepts() {
        var scenario = scenario();
        var machine = doctor().sendsTone(DOCTOR_TONE);
        secondDoctor().signalsBusy();
        var patient = scenario.urgentCaller("751");

        assertTrue(machine.rings(SOON).isPresent() && machine.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsUrgentQuestion(machine), "the machine hears the question");
        assertTrue(hearsAfterRound(patient, "ringing-next"), "the patient hears that the next doctor is rung");
        machine.neverAnswers();
        assertTrue(hearsAfterRound(patient, "dial-emergency"), "the patient hears to dial 15 or 112");
        assertTrue(patient.ends(ROUND_TIMEOUT) && scenario.hasEvents("ended", 1));
        assertFalse(patient.audio().hasTone(DOCTOR_TONE, Duration.ofMillis(1)), "the patient never hears the machine");
        assertEquals(List.of("emergency-announced"), scenario.dispositions());
        assertTrue(scenario.hasEvents("not-accepted", 4), "every attempt is in the journal");
    }

    @Test
    void secondDoctorAcceptsByKeyWhenTheFirstDoesNotAnswer() {
        var scenario = scenario();
        var patient = secondDoctorAccepts(scenario, "752", SECOND_DOCTOR_TONE);
        patient.hangsUp();
        assertTrue(secondDoctor().isFree(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("escalated"), scenario.dispositions());
        assertTrue(scenario.hasEvents("not-accepted", 1) && scenario.hasEvents("accepted", 1));
    }

    @Test
    void overrideDoctorIsRungFirst() throws IOException {
        var scenario = scenario();
        String until = LocalDateTime.now(ZoneId.of("Europe/Paris"))
                .plusHours(2)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        lab.runAs(
                LabPerson.MANAGER,
                "on-call",
                "override",
                "les-lilas",
                "--lines",
                "second-doctor",
                "--to",
                until,
                reasonOption());
        try {
            var second = secondDoctor().sendsTone(SECOND_DOCTOR_TONE);

            var patient = scenario.urgentCaller("754");

            assertTrue(second.rings(SOON).isPresent() && second.connects(SOON), lab.phones()::lastSippOutput);
            assertTrue(doctor().rings(Duration.ZERO).isEmpty(), "the first doctor is not rung");
            assertTrue(scenario.hearsUrgentQuestion(second), "the doctor hears which practice the call is for");
            second.presses('1');
            assertTrue(patient.audio().hasTone(SECOND_DOCTOR_TONE, SOON), "the patient hears the doctor");
            patient.hangsUp();
            assertTrue(second.isFree(SOON) && scenario.hasEvents("ended", 1));
        } finally {
            lab.runAs(LabPerson.MANAGER, "on-call", "cancel", "1", reasonOption());
        }
    }

    @Test
    void doctorWhoRefusesByKeyIsReleasedAndTheNextIsRung() {
        var scenario = scenario();
        var first = doctor().sendsTone(DOCTOR_TONE);
        var second = secondDoctor().sendsTone(SECOND_DOCTOR_TONE);
        var patient = scenario.urgentCaller("753");

        assertTrue(
                first.rings(SOON).isPresent() && first.connects(SOON) && scenario.hearsUrgentQuestion(first),
                lab.phones()::lastSippOutput);
        first.presses('2');
        assertTrue(first.isFree(SOON), "the first doctor is released");
        assertTrue(
                second.rings(SOON).isPresent() && second.connects(SOON) && scenario.hearsUrgentQuestion(second),
                "the next doctor is rung and hears the question");
        second.presses('1');
        assertTrue(patient.audio().hasTone(SECOND_DOCTOR_TONE, SOON), "the patient hears the doctor");
        patient.hangsUp();
        assertTrue(second.isFree(SOON) && scenario.hasEvents("ended", 1));
    }

    private String reasonOption() throws IOException {
        return "--reason-file=" + Files.writeString(lab.workDirectory().resolve("reason"), "Malade");
    }

    private Scenario scenario() {
        return new Scenario(lab, List.of(INES));
    }

    /// Whether the patient hears this prompt once the lines have rung and the question has been played twice.
    private boolean hearsAfterRound(Caller patient, String prompt) {
        return Scenario.hearsStart(patient.audio(), lab.speech(Scenario.promptText(prompt)), ROUND_TIMEOUT);
    }
}
