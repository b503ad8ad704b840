package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import tools.jackson.databind.JsonNode;

/// The same house, whose Asterisk says what it hears through AudioSocket, as one on another host does.
class RecordingFromAfarTest extends RecordedTalks {

    RecordingFromAfarTest() {
        super(HousePlan.small().recording().hearingFromAfar());
    }

    @Test
    void bothVoicesAreKeptEachOnItsSideAndNothingIsLeftInAsterisk() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var patient = talksWith(scene, ines);
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > TWO_SECONDS), "it is being recorded");
        assertEquals(2, house.channels().orElseThrow().size(), "who hears is nobody who is connected");
        assertEquals(2, spies(), "both sides are heard");

        leave(scene, patient, ines);

        assertTrue(LabHouse.eventually(SOON, () -> states().equals(List.of("sealed"))), house.engine()::lastWords);
        assertTrue(LabHouse.eventually(SOON, () -> spies() == 0), "nobody listens on");
        var sound = house.plays(house.recordings().getFirst().path("recording").asString());
        assertTrue(sound.callerSays(PATIENTS_VOICE) && sound.otherSays(INES_VOICE), "each on its side");
        assertFalse(Files.exists(house.work().resolve("state/pipes")), "no pipe was made");
        System.out.printf(
                "from afar: %.2f s of silence for what did not come, %.2f s dropped%n",
                house.metric("permanence_streams_silent_seconds_total"),
                house.metric("permanence_streams_dropped_seconds_total"));
    }

    @Test
    void whoObjectsInTheMiddleOfTheTalkTalksOnAndNothingIsLeftNorListens() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var patient = talksWith(scene, ines);
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > TWO_SECONDS), "it is being recorded");

        Instant pressed = Instant.now();
        patient.presses('9');

        assertTrue(scene.passed("recording-objected", 1), house.engine()::lastWords);
        assertTrue(LabHouse.eventually(SOON, () -> spies() == 0), "nobody listens on");
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() == 0), "no file is left");
        System.out.printf(
                "objection from afar: %d ms from the caller's hand on the key to the journal%n",
                Duration.between(pressed, at("recording-objected")).toMillis());
        assertTrue(patient.hearing().fromNow().hearsTone(INES_VOICE, SOON), "they talk on");
        assertTrue(ines.hearing().fromNow().hearsTone(PATIENTS_VOICE, SOON));
        leave(scene, patient, ines);
        assertEquals(List.of("discarded"), states());
        assertEquals(List.of("handled"), scene.dispositions());
    }

    @Test
    void anEngineThatDiesInTheTalkLosesNothingOfWhatWasSealedAndTheNextOneHearsTheRest() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var patient = talksWith(scene, ines);
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > TWO_SECONDS), "it is being recorded");

        house.engine().kill();
        assertTrue(LabHouse.eventually(SOON, () -> spies() == 0), "what listened for it ends with it");
        assertTrue(patient.hearing().fromNow().hearsTone(INES_VOICE, SOON), "they talk on meanwhile");
        house.startEngine();

        assertTrue(
                LabHouse.eventually(SOON, () -> states().equals(List.of("recovered", "open"))),
                house.engine()::lastWords);
        long before = house.sealedBytes();
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > before + TWO_SECONDS), "the gap comes first");
        long withGap = house.sealedBytes();
        assertTrue(LabHouse.eventually(SOON, () -> house.sealedBytes() > withGap + TWO_SECONDS), "it goes on");
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

    /// How many channels of Asterisk listen to another.
    private long spies() {
        return house.asterisk()
                .answers("core show channels concise")
                .lines()
                .filter(line -> line.startsWith("AudioSocket/"))
                .count();
    }
}
