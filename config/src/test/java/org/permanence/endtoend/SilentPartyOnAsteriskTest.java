package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabPlan;

/// A party disappears without a BYE, as when a cable is pulled, on a real Asterisk: no audio comes from it. Its leg
/// is ended after half a minute. A party on hold is not ended, and the other side hears music.
@Tag("unhurried")
class SilentPartyOnAsteriskTest extends SharedInstallation {

    private static final int INES_TONE = 700;
    private static final String INES = "ines";

    /// The timeout of 30 s, which Asterisk checks once a second, and a margin for a busy machine.
    private static final Duration AUDIO_TIMEOUT = Duration.ofSeconds(36);

    SilentPartyOnAsteriskTest() {
        super(LabPlan.minimal());
    }

    @Test
    void patientWhoDisappearsInTheQueueIsNotOfferedToAnAssistant() {
        var scenario = new Scenario(lab, List.of(INES));
        Caller patient = scenario.callerPresses('2', "721");
        assertTrue(scenario.hasEvents("queued", 1), "the patient is in the queue");

        patient.stopsMedia();

        assertTrue(patient.ends(AUDIO_TIMEOUT), "the leg is ended");
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("abandoned"), scenario.dispositions());
    }

    @Test
    void patientWhoDisappearsInAConversationFreesTheAssistant() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        Caller patient = scenario.callerPresses('2', "722");
        assertTrue(patient.audio().hasTone(INES_TONE, SOON), "the patient hears the assistant");

        patient.stopsMedia();

        assertTrue(ines.isFree(AUDIO_TIMEOUT), "the assistant is free");
        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1));
        assertTrue(scenario.assistantBecomes(INES, "ready"));
    }

    @Test
    void assistantHearsMusicWhileThePatientHolds() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        Caller patient = scenario.callerPresses('2', "723");
        assertTrue(patient.audio().hasTone(INES_TONE, SOON), "the patient hears the assistant");

        patient.holds().stopsMedia();

        assertTrue(ines.audio().fromNow().hasMusic(SOON), "the assistant hears music");
        assertTrue(!ines.isFree(AUDIO_TIMEOUT), "a patient on hold need not send audio");
        patient.hangsUp();
        assertTrue(ines.isFree(SOON) && scenario.hasEvents("ended", 1));
    }
}
