package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabPlan;

/// The queue on a real Asterisk: two assistants, and which of them is rung when.
@Tag("unhurried")
class QueueOnAsteriskTest extends SharedInstallation {

    private static final int INES_TONE = 700;
    private static final int OMAR_TONE = 900;
    private static final String INES = "ines";
    private static final String OMAR = "omar";

    QueueOnAsteriskTest() {
        super(LabPlan.minimal().withAssistants(INES, OMAR).withRingTimeout("5s").withPositionEvery("8s"));
    }

    @Test
    void longestReadyAssistantIsRungFirst() {
        var scenario = scenario(OMAR, INES);
        var omar = lab.phoneOf(OMAR).sendsTone(OMAR_TONE);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var first = scenario.callerPresses('2', "742");
        assertTrue(omar.rings(SOON).isPresent() && omar.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(first.audio().hasTone(OMAR_TONE, SOON), "Omar, who was ready first, gets the first caller");

        var second = scenario.callerPresses('2', "743");

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(second.audio().hasTone(INES_TONE, SOON), "Inès gets the next caller");
        assertTrue(omar.isConnected(), "the first conversation continues");
        hangUp(first, second);
        assertTrue(scenario.hasEvents("ended", 2));
        assertEquals(List.of("handled", "handled"), scenario.dispositions());
    }

    @Test
    void assistantWhoDoesNotAnswerIsPausedAndTheNextIsRung() {
        var scenario = scenario(INES, OMAR);
        var ines = lab.phoneOf(INES).neverAnswers();
        var omar = lab.phoneOf(OMAR).sendsTone(OMAR_TONE);

        var patient = scenario.callerPresses('2', "744");

        assertTrue(ines.rings(SOON).isPresent(), lab.phones()::lastSippOutput);
        assertTrue(omar.rings(SOON).isPresent() && omar.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(OMAR_TONE, SOON), "the patient hears the next assistant");
        assertTrue(ines.isFree(SOON), "the first telephone no longer rings");
        assertEquals("paused", lab.stateOf(INES));
        hangUp(patient);
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(1, scenario.events().stream().filter("queued"::equals).count(), "the caller kept the position");
        assertEquals(
                1, scenario.events().stream().filter("ring-no-answer"::equals).count());
    }

    @Test
    void secondCallerHearsMusicAndPositionAndIsAnsweredNext() {
        var scenario = scenario(INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var first = scenario.callerPresses('2', "745");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(first.audio().hasTone(INES_TONE, SOON), "the first caller hears Inès");

        var second = scenario.callerPresses('2', "746");
        assertTrue(scenario.hasEvents("queued", 2));
        assertTrue(second.audio().fromNow().hasMusic(SOON), "the second caller hears music while waiting");
        String position = Scenario.promptText("position").replace("{position}", "1");
        assertTrue(scenario.hearsText(second, position), "the second caller hears the position");
        String waitEstimate = Scenario.promptText("wait-under").replace("{minutes}", "5");
        assertTrue(scenario.hearsText(second, waitEstimate), "the second caller hears the wait estimate");
        assertTrue(second.audio().fromNow().hasMusic(SOON), "the music continues");
        assertFalse(
                second.audio().hasTone(INES_TONE, Duration.ZERO), "the second caller hears nothing of the other call");
        hangUp(first);

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(second.audio().hasTone(INES_TONE, SOON), "the second caller hears Inès");
        hangUp(second);
        assertTrue(scenario.hasEvents("ended", 2));
        assertEquals(List.of("handled", "handled"), scenario.dispositions());
    }

    @Test
    void returningCallerReachesTheirLastAssistant() {
        var scenario = scenario(INES);
        lab.phoneOf(INES).sendsTone(INES_TONE);
        var omar = lab.phoneOf(OMAR).sendsTone(OMAR_TONE);
        var patient = scenario.callerPresses('2', "747");
        assertTrue(patient.audio().hasTone(INES_TONE, SOON), "Inès, the only assistant signed in, answers");
        hangUp(patient);
        lab.signIn(OMAR);
        assertTrue(scenario.assistantBecomes(INES, "wrap-up"));
        lab.makeReady(INES);

        var again = scenario.callerPresses('2', "747");

        assertTrue(again.audio().hasTone(INES_TONE, SOON), "the returning caller reaches Inès again");
        assertTrue(omar.rings(Duration.ZERO).isEmpty(), "Omar is not rung, although ready for longer");
        hangUp(again);
        assertTrue(scenario.hasEvents("ended", 2));
        assertEquals(List.of("handled", "handled"), scenario.dispositions());
    }

    private void hangUp(Caller... patients) {
        for (Caller patient : patients) {
            patient.hangsUp();
            assertTrue(patient.ends(SOON), lab.phones()::lastSippOutput);
        }
    }

    private Scenario scenario(String... signedIn) {
        return new Scenario(lab, List.of(INES, OMAR), signedIn);
    }
}
