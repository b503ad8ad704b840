package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// The same installation with audio over AudioSocket, as from an Asterisk on another host.
class RecordingOverAudioSocketTest extends RecordedCalls {

    RecordingOverAudioSocketTest() {
        super(LabPlan.minimal().withRecording().withAudioSocket());
    }

    @Test
    void bothVoicesAreKeptOnTheirChannelsAndNoTapIsLeftInAsterisk() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = recordConversation(scenario, ines);
        assertEquals(2, lab.engineChannels().orElseThrow().size(), "the taps are not counted as connected channels");
        assertEquals(2, audioTaps(), "both sides are tapped");

        hangUp(scenario, patient, ines);

        assertTrue(
                LabInstallation.eventually(SOON, () -> recordingStates().equals(List.of("sealed"))),
                lab.engine()::lastLogLines);
        assertTrue(LabInstallation.eventually(SOON, () -> audioTaps() == 0), "no tap is left");
        assertEachPartyOnItsOwnChannel(lab.recordings().getFirst());
        assertFalse(Files.exists(lab.workDirectory().resolve("state/pipes")), "no pipe was made");
        System.out.printf(
                "from afar: %.2f s of silence for what did not come, %.2f s dropped%n",
                lab.metric("permanence_audio_missing_seconds_total"),
                lab.metric("permanence_audio_late_seconds_total"));
    }

    @Test
    void callerWhoObjectsTalksOnAndNoFileOrTapIsLeft() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = recordConversation(scenario, ines);

        Instant pressed = Instant.now();
        patient.presses('9');

        assertTrue(scenario.hasEvents("recording-objected", 1), lab.engine()::lastLogLines);
        assertTrue(LabInstallation.eventually(SOON, () -> audioTaps() == 0), "no tap is left");
        assertTrue(LabInstallation.eventually(SOON, () -> lab.sealedBytes() == 0), "no file is left");
        assertStopsAtOnce(pressed);
        assertConversationContinuesUnrecorded(scenario, patient, ines);
    }

    @Test
    void recordingSurvivesAnEngineCrashAndTheNextEngineTapsTheRest() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = recordConversation(scenario, ines);

        lab.engine().kill();
        assertTrue(LabInstallation.eventually(SOON, () -> audioTaps() == 0), "the taps end with the engine");
        assertTrue(patient.audio().fromNow().hasTone(INES_TONE, SOON), "the conversation continues without the engine");
        lab.startEngine();

        awaitResumedRecording();
        long bytesBefore = lab.sealedBytes();
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.sealedBytes() > bytesBefore + TWO_SECONDS_BYTES),
                "the gap is written first");
        long withGap = lab.sealedBytes();
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.sealedBytes() > withGap + TWO_SECONDS_BYTES),
                "the recording continues");
        assertTrue(patient.isConnected() && ines.isConnected(), "neither party was cut off");
        hangUp(scenario, patient, ines);
        assertBothPartsAreWhole();
    }

    /// The number of channels that listen to another channel.
    private long audioTaps() {
        return lab.asterisk()
                .runCommand("core show channels concise")
                .lines()
                .filter(line -> line.startsWith("AudioSocket/"))
                .count();
    }
}
