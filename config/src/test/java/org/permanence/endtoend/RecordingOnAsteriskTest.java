package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabException;
import org.permanence.lab.LabHouse;
import tools.jackson.databind.JsonNode;

/// A practice that records every conversation, on a real Asterisk.
class RecordingOnAsteriskTest extends RecordedTalks {

    RecordingOnAsteriskTest() {
        super(HousePlan.small().recording());
    }

    @Test
    void whoObjectsInTheMiddleOfTheTalkTalksOnAndNothingIsLeft() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var patient = talksWith(scene, ines);
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > TWO_SECONDS), "it is being recorded");

        Instant pressed = Instant.now();
        patient.presses('9');

        assertTrue(scene.passed("recording-objected", 1), house.engine()::lastWords);
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() == 0), "no file is left");
        System.out.printf(
                "objection: %d ms from the caller's hand on the key to the journal, the tone of the key included%n",
                Duration.between(pressed, at("recording-objected")).toMillis());
        assertTrue(patient.hearing().fromNow().hearsTone(INES_VOICE, SOON), "they talk on");
        assertTrue(ines.hearing().fromNow().hearsTone(PATIENTS_VOICE, SOON));
        leave(scene, patient, ines);
        assertEquals(List.of("discarded"), states());
        assertEquals(0, house.sealedBytes());
        assertEquals(List.of("handled"), scene.dispositions());
    }

    @Test
    void whoObjectsWhileTheNoticeIsHeardIsNotRecordedAtAll() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var patient = scene.presses('2', "742");
        assertTrue(scene.hears(patient, "recording-notice"), "the notice is heard");

        patient.presses('9');

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), house.engine()::lastWords);
        assertTrue(
                patient.hearing().hearsTone(INES_VOICE, SOON) && ines.hearing().hearsTone(PATIENTS_VOICE, SOON));
        leave(scene, patient, ines);
        assertEquals(List.of(), states());
        assertFalse(scene.stations().contains("recording-notified"));
    }

    @Test
    void aPauseHoldsWhileTheCallerIsOnHoldWithMusicAndUntilTheAssistantGoesOn() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var patient = talksWith(scene, ines);
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > TWO_SECONDS), "it is being recorded");
        String call = house.recordings().getFirst().path("call").asString();

        house.engine().does("recording", "pause", call);
        assertTrue(LabHouse.eventually(SOON, this::isStill), "nothing more is kept");
        long paused = house.sealedBytes();
        ines.holds();
        assertTrue(patient.hearing().fromNow().hearsMusic(SOON), house.engine()::lastWords);
        ines.takesBack();
        assertTrue(patient.hearing().fromNow().hearsTone(INES_VOICE, SOON), "they talk again");
        assertEquals(paused, house.sealedBytes(), "still nothing is kept");
        house.engine().does("recording", "resume", call);

        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > paused + TWO_SECONDS), "it goes on");
        leave(scene, patient, ines);
    }

    /// Asterisk hands over a second at a time: two without more are a pause.
    private boolean isStill() {
        long before = house.sealedBytes();
        return !LabHouse.eventually(Duration.ofMillis(2_500), () -> house.sealedBytes() > before);
    }

    @Test
    void anEngineThatDiesInTheTalkLosesNothingOfWhatWasSealedAndTheRestGoesOnWithAStatedGap() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var patient = talksWith(scene, ines);
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > TWO_SECONDS), "it is being recorded");

        house.engine().kill();
        house.startEngine();

        assertTrue(
                LabHouse.eventually(SOON, () -> states().equals(List.of("recovered", "open"))),
                house.engine()::lastWords);
        long before = house.sealedBytes();
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > before + TWO_SECONDS), "it goes on");
        assertTrue(patient.isConnected() && ines.isConnected(), "nobody was cut off");
        leave(scene, patient, ines);
        assertTrue(
                LabHouse.eventually(SOON, () -> states().equals(List.of("recovered", "sealed"))),
                house.engine()::lastWords);
        for (JsonNode recording : house.recordings()) {
            var sound = house.plays(recording.path("recording").asString());
            assertTrue(sound.callerSays(PATIENTS_VOICE) && sound.otherSays(INES_VOICE), "both are heard in both");
        }
        assertTrue(house.engine().verifies(house.auditLog(), house.vault()).contains("whole"));
    }

    @Test
    void aDamagedLogGivesNothingAwayAndCallsGoOn() throws IOException {
        house.recordings(); // A look, so that there is an entry to be damaged.
        Path signed = house.auditLog().resolve("00000000000000000000.checkpoints");
        assertTrue(LabHouse.eventually(SOON, () -> signed.toFile().length() > 0), "the log is signed");
        house.engine().kill();
        Path entries = house.auditLog().resolve("00000000000000000000.entries");
        Files.writeString(entries, Files.readString(entries).replace("RECORDING_LISTED", "RECORDING_LISTEN"));

        house.startEngine();

        var refused = assertThrows(
                LabException.class,
                () -> house.engine().does("recording", "list", "les-lilas", "--by", "lab", "--purpose", "hcompl"));
        assertTrue(String.valueOf(refused.getMessage()).contains("recordings: closed"), refused::toString);
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var patient = scene.presses('2', "742");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), house.engine()::lastWords);
        assertTrue(
                patient.hearing().hearsTone(INES_VOICE, SOON) && ines.hearing().hearsTone(PATIENTS_VOICE, SOON));
        leave(scene, patient, ines);
        assertFalse(scene.stations().contains("recording-notified"), "nobody was told of a recording that is not made");
        assertEquals(0, house.sealedBytes());
    }
}
