package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;

/// The accounts of a running engine.
@Tag("unhurried")
class PeopleOnAsteriskTest extends SharedInstallation {

    private static final String INES = "ines";
    private static final int TONE = 700;

    PeopleOnAsteriskTest() {
        super(LabPlan.minimal().withAssistants(INES));
    }

    @Test
    void assistantWhoHasNotAcceptedTheirInvitationTakesCallsAsBefore() {
        assertTrue(
                LabInstallation.eventually(
                        SOON,
                        () -> lab.runAs(LabPerson.OPERATIONS, "user", "list")
                                .lines()
                                .anyMatch(line -> line.matches("ines +invited +EEA assistant at team:centre .+"))),
                "the assistant of the settings is invited");

        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(TONE);
        var patient = scenario.callerPresses('2', "742");

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(TONE, SOON), "the patient hears the assistant");
        lab.runAs(LabPerson.OPERATIONS, "user", "left", INES);
        assertTrue(ines.isConnected(), "the end of an account cuts no conversation");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("handled"), scenario.dispositions());
    }
}
