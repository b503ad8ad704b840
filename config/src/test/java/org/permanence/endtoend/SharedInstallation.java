package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// The tests of a class share one installation, opened before the first and closed after the last.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedInstallation {

    private final LabPlan plan;
    private final BiFunction<Path, LabPlan, LabInstallation> opener;

    @SuppressWarnings("NullAway.Init")
    LabInstallation lab;

    SharedInstallation(LabPlan plan) {
        this(plan, LabInstallation::open);
    }

    SharedInstallation(LabPlan plan, BiFunction<Path, LabPlan, LabInstallation> opener) {
        this.plan = plan;
        this.opener = opener;
    }

    @BeforeAll
    void open(@TempDir Path work) {
        lab = opener.apply(work, plan);
    }

    @AfterAll
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    /// The number of calls of each urgency, as understood by the engine.
    final Map<String, Long> urgencies() {
        return lab.journal().stream()
                .filter(entry -> entry.has("urgency"))
                .collect(Collectors.groupingBy(entry -> entry.path("urgency").asString(), Collectors.counting()));
    }

    /// The doctor who is rung first for urgent callers.
    final AnsweringPhone doctor() {
        return lab.phones().phone(LabPlan.DOCTOR);
    }

    final AnsweringPhone secondDoctor() {
        return lab.phones().phone(LabPlan.SECOND_DOCTOR);
    }

    /// An urgent patient calls, the first doctor does not answer, and the second accepts the call by key.
    final Caller secondDoctorAccepts(Scenario scenario, String lastDigits, int tone) {
        doctor().neverAnswers();
        AnsweringPhone second = secondDoctor().sendsTone(tone);
        Caller patient = scenario.urgentCaller(lastDigits);

        assertTrue(scenario.hearsPrompt(patient, "ringing-on-call"), "the patient hears that the doctor is rung");
        assertTrue(doctor().rings(Scenario.SOON).isPresent(), lab.phones()::lastSippOutput);
        assertTrue(
                second.rings(Scenario.SOON).isPresent() && second.connects(Scenario.SOON),
                lab.phones()::lastSippOutput);
        assertTrue(scenario.hearsUrgentQuestion(second), "the doctor hears which practice the call is for");
        second.presses('1');
        assertTrue(patient.audio().hasTone(tone, Scenario.SOON), "the patient hears the doctor");
        assertTrue(second.audio().hasTone(Scenario.PATIENT_TONE, Scenario.SOON), "the doctor hears the patient");
        return patient;
    }

    /// An outside phone, by the last digits of its number.
    final AnsweringPhone telephone(String lastDigits) {
        return lab.phones().phone(Fixtures.NUMBER_PREFIX + lastDigits);
    }
}
