package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;

/// Talks of a patient with one assistant in a house that records them; each test has a house of its own.
@Tag("unhurried")
abstract class RecordedTalks {

    static final String INES = "ines";
    static final int INES_VOICE = 700;

    /// Of sealed sound: two seconds.
    static final long TWO_SECONDS = 64_000;

    private final HousePlan plan;

    @SuppressWarnings("NullAway.Init")
    LabHouse house;

    RecordedTalks(HousePlan plan) {
        this.plan = plan;
    }

    @BeforeEach
    void open(@TempDir Path work) {
        house = LabHouse.open(work, plan);
    }

    @AfterEach
    void close() {
        if (house != null) {
            house.close();
        }
    }

    Caller talksWith(Scene scene, AnsweringPhone ines) {
        var patient = scene.presses('2', "742");
        assertTrue(scene.hears(patient, "recording-notice"), "the patient is told");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), house.engine()::lastWords);
        assertTrue(
                ines.hearing().hears(house.said(Scene.text("recorded")), SOON).isPresent(), "so is she");
        assertTrue(
                patient.hearing().hearsTone(INES_VOICE, SOON) && ines.hearing().hearsTone(PATIENTS_VOICE, SOON));
        return patient;
    }

    void leave(Scene scene, Caller patient, AnsweringPhone ines) {
        ines.hangsUp();
        assertTrue(patient.ends(SOON) && ines.isFree(SOON) && scene.passed("ended", 1), house.engine()::lastWords);
    }

    List<String> states() {
        return house.recordings().stream()
                .map(recording -> recording.path("state").asString())
                .toList();
    }

    Instant at(String station) {
        return house.journal().stream()
                .filter(entry -> entry.path("station").asString().equals(station))
                .map(entry -> Instant.parse(entry.path("at").asString()))
                .findFirst()
                .orElseThrow();
    }
}
