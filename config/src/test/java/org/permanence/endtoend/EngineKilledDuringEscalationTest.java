package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabPlan;

/// The engine dies while a doctor's phone rings for an urgent caller, on a real Asterisk.
@Tag("unhurried")
class EngineKilledDuringEscalationTest extends SharedInstallation {

    private static final int DOCTOR_TONE = 900;
    private static final int SECOND_DOCTOR_TONE = 1100;
    private static final String INES = "ines";
    private static final Duration ROUND_TIMEOUT = Duration.ofSeconds(60);

    EngineKilledDuringEscalationTest() {
        super(LabPlan.minimal().closed().withOnCall());
    }

    @Test
    void restartedEngineContinuesTheEscalation() {
        var scenario = scenario();
        doctor().neverAnswers();
        var second = secondDoctor().sendsTone(SECOND_DOCTOR_TONE);
        var patient = scenario.urgentCaller("754");
        assertTrue(doctor().rings(SOON).isPresent(), lab.phones()::lastSippOutput);
        assertTrue(scenario.hasEvents("escalating", 1));

        lab.engine().kill();
        lab.startEngine();

        assertTrue(second.rings(ROUND_TIMEOUT).isPresent() && second.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsUrgentQuestion(second), "the doctor hears which practice the call is for");
        second.presses('1');
        assertTrue(patient.audio().hasTone(SECOND_DOCTOR_TONE, SOON), "the patient hears the doctor");
        patient.hangsUp();
        assertTrue(second.isFree(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("escalated"), scenario.dispositions());
        assertEquals(0, lab.phones().phone(LabPlan.FALLBACK).ringCount(), "no caller was sent to the fallback line");
    }

    @Test
    void doctorCanAcceptTheCallWhileTheEngineIsDown() {
        var scenario = scenario();
        var first = doctor().sendsTone(DOCTOR_TONE);
        var patient = scenario.urgentCaller("755");
        assertTrue(
                first.rings(SOON).isPresent() && first.connects(SOON) && scenario.hearsUrgentQuestion(first),
                lab.phones()::lastSippOutput);

        lab.engine().kill();
        first.presses('1');

        assertTrue(patient.audio().hasTone(DOCTOR_TONE, SOON), "the patient hears the doctor");
        assertTrue(first.audio().hasTone(PATIENT_TONE, SOON), "the doctor hears the patient");
        lab.startEngine();
        patient.hangsUp();
        assertTrue(first.isFree(SOON) && scenario.hasEvents("ended", 1));
    }

    private Scenario scenario() {
        return new Scenario(lab, List.of(INES));
    }
}
