package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.LabPlan;

/// An open practice without free assistants, on a real Asterisk. After ten seconds the on-call doctors are rung for
/// an urgent caller, who keeps their position.
@Tag("unhurried")
class OnCallWhileQueuedOnAsteriskTest extends SharedInstallation {

    private static final int SECOND_DOCTOR_TONE = 1100;
    private static final int ASSISTANT_TONE = 1300;
    private static final String INES = "ines";

    OnCallWhileQueuedOnAsteriskTest() {
        super(LabPlan.minimal().withOnCallForQueuedCallers());
    }

    @Test
    void secondDoctorAcceptsByKeyWhenTheFirstDoesNotAnswer() {
        var scenario = scenario();
        var patient = secondDoctorAccepts(scenario, "771", SECOND_DOCTOR_TONE);
        assertTrue(scenario.hasEvents("queued", 1) && scenario.hasEvents("accepted", 1));
        lab.signIn(INES);
        assistantPhone().neverAnswers();
        patient.hangsUp();
        assertTrue(secondDoctor().isFree(SOON) && scenario.hasEvents("ended", 1));
        assertTrue(assistantPhone().rings(Duration.ofSeconds(1)).isEmpty(), "no assistant rings while a doctor rings");
        assertEquals(List.of("escalated"), scenario.dispositions());
    }

    @Test
    void callerKeepsTheirPositionWhenNoDoctorAccepts() {
        var scenario = scenario();
        doctor().signalsBusy();
        var machine = secondDoctor().sendsTone(SECOND_DOCTOR_TONE);
        var patient = scenario.urgentCaller("772");

        assertTrue(machine.rings(SOON).isPresent() && machine.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsUrgentQuestion(machine), "the machine hears the question");
        assistantPhone().sendsTone(ASSISTANT_TONE);
        lab.signIn(INES);
        assertTrue(
                assistantPhone().rings(Duration.ofSeconds(2)).isEmpty(),
                "no assistant rings while a doctor hears the question");
        machine.presses('2');
        assertTrue(scenario.hearsPrompt(patient, "on-call-unanswered"), "the patient hears that no doctor answered");
        assertTrue(scenario.hearsPrompt(patient, "dial-emergency"), "the patient hears to dial 15 or 112");
        assertTrue(
                assistantPhone().rings(SOON).isPresent() && assistantPhone().connects(SOON),
                lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(ASSISTANT_TONE, SOON), "the patient hears the assistant");
        assertFalse(
                patient.audio().hasTone(SECOND_DOCTOR_TONE, Duration.ofMillis(1)),
                "the patient never hears the machine");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("handled"), scenario.dispositions());
    }

    private AnsweringPhone assistantPhone() {
        return lab.phoneOf(INES);
    }

    private Scenario scenario() {
        return new Scenario(lab, List.of(INES));
    }
}
