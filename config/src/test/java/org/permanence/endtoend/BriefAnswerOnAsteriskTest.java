package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabPlan;

/// A phone answers and hangs up at once, by a slip or because it fails, on a real Asterisk. That is no answer.
@Tag("unhurried")
class BriefAnswerOnAsteriskTest extends SharedInstallation {

    private static final int OMAR_TONE = 900;
    private static final String INES = "ines";
    private static final String OMAR = "omar";

    BriefAnswerOnAsteriskTest() {
        super(LabPlan.minimal().withAssistants(INES, OMAR));
    }

    @Test
    void patientIsPutThroughToTheNextAssistantWhenTheFirstHangsUpAtOnce() {
        var scenario = new Scenario(lab, List.of(INES, OMAR), INES, OMAR);
        AnsweringPhone ines = lab.phoneOf(INES);
        ines.onAnswer(() -> ines.hangsUpAfter(Duration.ofMillis(300)));
        AnsweringPhone omar = lab.phoneOf(OMAR).sendsTone(OMAR_TONE);

        var patient = scenario.callerPresses('2', "711");

        assertTrue(ines.rings(SOON).isPresent(), lab.phones()::lastSippOutput);
        assertTrue(omar.rings(SOON).isPresent() && omar.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(OMAR_TONE, SOON), "the patient hears the next assistant");
        assertEquals("paused", lab.stateOf(INES));
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("handled"), scenario.dispositions());
        assertEquals(1, scenario.events().stream().filter("queued"::equals).count(), "the caller kept the position");
        assertTrue(scenario.hasEvents("answer-dropped", 1));
    }

    @Test
    void assistantWhoHangsUpAfterTwoSecondsHasAnswered() {
        var scenario = new Scenario(lab, List.of(INES, OMAR), INES);
        AnsweringPhone ines = lab.phoneOf(INES);
        ines.onAnswer(() -> ines.hangsUpAfter(Duration.ofSeconds(3)));

        var patient = scenario.callerPresses('2', "712");

        assertTrue(ines.rings(SOON).isPresent(), lab.phones()::lastSippOutput);
        assertTrue(patient.ends(SOON), "the call ends with the conversation");
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("handled"), scenario.dispositions());
    }

    @Test
    void nextEmergencyLineRingsWhenTheFirstHangsUpDuringTheQuestion() {
        var scenario = new Scenario(lab, List.of(INES, OMAR));
        AnsweringPhone first = doctor();
        first.onAnswer(() -> first.hangsUpAfter(Duration.ofMillis(300)));
        AnsweringPhone second = secondDoctor().sendsTone(OMAR_TONE).acceptsByKey();

        var patient = scenario.callerPresses('1', "713");

        assertTrue(first.rings(SOON).isPresent(), lab.phones()::lastSippOutput);
        assertSecondDoctorTakesTheCall(scenario, patient, second);
    }

    @Test
    void nextEmergencyLineRingsWhenTheFirstAcceptsAndHangsUpAtOnce() {
        var scenario = new Scenario(lab, List.of(INES, OMAR));
        AnsweringPhone first = doctor();
        AnsweringPhone second = secondDoctor().sendsTone(OMAR_TONE).acceptsByKey();

        var patient = scenario.callerPresses('1', "714");
        assertTrue(first.rings(SOON).isPresent() && first.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsQuestion(first, "accept-vital"), "the doctor hears which practice the call is for");
        first.presses('1', () -> first.hangsUpAfter(Duration.ofMillis(300)));

        assertTrue(scenario.hasEvents("accepted", 1), "the first doctor accepted");
        assertSecondDoctorTakesTheCall(scenario, patient, second);
    }

    private void assertSecondDoctorTakesTheCall(Scenario scenario, Caller patient, AnsweringPhone second) {
        assertTrue(second.rings(SOON).isPresent() && second.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(OMAR_TONE, SOON), "the patient hears the second doctor");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("escalated"), scenario.dispositions());
    }
}
