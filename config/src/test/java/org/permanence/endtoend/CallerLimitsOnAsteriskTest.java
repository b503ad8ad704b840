package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// One number calls again and again, with the limits of a new installation, on a real Asterisk.
class CallerLimitsOnAsteriskTest extends SharedInstallation {

    private static final int MOST_FROM_ONE_NUMBER = 10;
    private static final int DOCTOR_TONE = 900;
    private static final String HOSTILE = Fixtures.NATIONAL_NUMBER_PREFIX + "799";

    CallerLimitsOnAsteriskTest() {
        super(LabPlan.minimal());
    }

    @Test
    void hostileNumberHearsBusyAndIsCountedAndAnEmergencyReachesTheDoctor() {
        var scenario = new Scenario(lab, List.of("ines"));
        var doctor = lab.phones().phone(LabPlan.DOCTOR).sendsTone(DOCTOR_TONE).acceptsByKey();
        List<Caller> taken = Stream.generate(this::hostile)
                .limit(MOST_FROM_ONE_NUMBER)
                .peek(caller -> assertTrue(caller.connects(SOON), lab.phones()::lastSippOutput))
                .toList();

        Caller refused = hostile();
        assertTrue(
                LabInstallation.eventually(SOON, () -> refused.rejectionStatus() != 0), lab.phones()::lastSippOutput);
        assertEquals(486, refused.rejectionStatus());
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.metric("permanence_calls_refused_total") == 1),
                "the refusal is counted");

        Caller patient = scenario.callerPresses('1', "742");
        assertTrue(patient.audio().hasTone(DOCTOR_TONE, SOON), "the patient hears the doctor");
        patient.hangsUp();
        taken.forEach(Caller::hangsUp);
        assertTrue(doctor.isFree(SOON));
    }

    private Caller hostile() {
        return lab.phones().caller(HOSTILE).dials(LabPlan.PRACTICE_NUMBER);
    }
}
