package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.cli.CommandResult;
import org.permanence.cli.SignInSteps;
import org.permanence.lab.LabInstallation;
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
        var claire = new SignInSteps(settings(), lab.workDirectory(), InstantSource.system());
        CommandResult accepted = claire.accept(
                user("first", "--login", "claire", "--role", "operations").strip());
        assertEquals(0, accepted.exitCode(), accepted.output());
        assertTrue(
                LabInstallation.eventually(
                        SOON,
                        () -> user("list", "--actor", "claire")
                                .lines()
                                .anyMatch(line -> line.matches("ines +invited +EEA assistant at team:centre .+"))),
                "the assistant of the settings is invited");

        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(TONE);
        var patient = scenario.callerPresses('2', "742");

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(TONE, SOON), "the patient hears the assistant");
        user("left", INES, "--actor", "claire");
        assertTrue(ines.isConnected(), "the end of an account cuts no conversation");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("handled"), scenario.dispositions());
    }

    private String user(String... arguments) {
        CommandResult result =
                CommandResult.run(Stream.of(Stream.of("user"), Stream.of(arguments), Stream.of("--config", settings()))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
        assertEquals(0, result.exitCode(), result.output());
        return result.out();
    }

    private String settings() {
        return lab.workDirectory().resolve("permanence.yaml").toString();
    }
}
