package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;

/// The tests of a class live in one house, opened before the first and closed after the last.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InOneHouse {

    private final HousePlan plan;
    private final BiFunction<Path, HousePlan, LabHouse> opening;

    @SuppressWarnings("NullAway.Init")
    LabHouse house;

    InOneHouse(HousePlan plan) {
        this(plan, LabHouse::open);
    }

    InOneHouse(HousePlan plan, BiFunction<Path, HousePlan, LabHouse> opening) {
        this.plan = plan;
        this.opening = opening;
    }

    @BeforeAll
    void open(@TempDir Path work) {
        house = opening.apply(work, plan);
    }

    @AfterAll
    void close() {
        if (house != null) {
            house.close();
        }
    }

    /// Who is rung first for whoever cannot wait.
    final AnsweringPhone doctor() {
        return house.phones().phone(HousePlan.DOCTOR);
    }

    final AnsweringPhone secondDoctor() {
        return house.phones().phone(HousePlan.SECOND_DOCTOR);
    }

    /// An urgent patient for whom the first doctor does not answer, and the second takes the call by key: they
    /// talk.
    final Caller secondDoctorAccepts(Scene scene, String lastDigits, int voice) {
        doctor().neverAnswers();
        AnsweringPhone second = secondDoctor().says(voice);
        Caller patient = scene.urgent(lastDigits);

        assertTrue(scene.hears(patient, "ringing-on-call"), "the patient hears who is called");
        assertTrue(doctor().rings(Scene.SOON).isPresent(), house.phones()::lastWords);
        assertTrue(second.rings(Scene.SOON).isPresent() && second.connects(Scene.SOON), house.phones()::lastWords);
        assertTrue(scene.asks(second), "the doctor hears for whom it is");
        second.presses('1');
        assertTrue(patient.hearing().hearsTone(voice, Scene.SOON), "the doctor is heard");
        assertTrue(second.hearing().hearsTone(Scene.PATIENTS_VOICE, Scene.SOON), "the patient is heard");
        return patient;
    }

    /// A telephone outside, by the last digits of its number.
    final AnsweringPhone telephone(String lastDigits) {
        return house.phones().phone(Fixtures.NUMBER_PREFIX + lastDigits);
    }
}
