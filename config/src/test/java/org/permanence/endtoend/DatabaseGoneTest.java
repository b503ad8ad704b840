package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;

/// A house on PostgreSQL, and the PostgreSQL is gone, or frozen with all its processes.
@Tag("unhurried")
class DatabaseGoneTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String INES = "ines";
    private static final int DOCTORS_VOICE = 700;
    private static final int VOICE_OF_THE_FALLBACK = 800;
    private static final int INES_VOICE = 900;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres postgres;

    @SuppressWarnings("NullAway.Init")
    private LabHouse house;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(
                        Files.createDirectories(Path.of("target", "postgres")).toFile())
                .start();
        house = LabHouse.open(work, HousePlan.small().keptInPostgreSql(postgres.getPort()));
    }

    @AfterEach
    void close() throws IOException {
        if (house != null) {
            house.close();
        }
        postgres.close();
    }

    @Test
    void whoIsInDangerReachesTheDoctorAndEverybodyElseThePersonOfTheFallbackLine() throws IOException {
        var scene = new Scene(house, List.of(INES));
        postgres.close();

        var doctor = house.phones().phone(HousePlan.DOCTOR).says(DOCTORS_VOICE);
        var inDanger = scene.presses('1', "742");
        Instant one = Instant.now();
        System.out.printf("database gone: the doctor rings %d ms after key 1%n", rings(doctor, one));
        talk(inDanger, doctor, DOCTORS_VOICE);

        var desk = house.phones().phone(HousePlan.FALLBACK).says(VOICE_OF_THE_FALLBACK);
        var routine = scene.presses('2', "743");
        Instant two = Instant.now();
        System.out.printf("database gone: the fallback line rings %d ms after key 2%n", rings(desk, two));
        talk(routine, desk, VOICE_OF_THE_FALLBACK);
    }

    @Test
    void aDatabaseThatThawsServesTheNextCallerAndKnowsWhatHappenedMeanwhile() throws Exception {
        var scene = new Scene(house, List.of(INES));
        List<ProcessHandle> processes = processes();
        signal("STOP", processes);
        try {
            var desk = house.phones().phone(HousePlan.FALLBACK).says(VOICE_OF_THE_FALLBACK);
            var unlucky = scene.presses('2', "744");
            Instant keyed = Instant.now();
            System.out.printf("database frozen: the fallback line rings %d ms after key 2%n", rings(desk, keyed));
            talk(unlucky, desk, VOICE_OF_THE_FALLBACK);
        } finally {
            signal("CONT", processes);
        }

        assertTrue(LabHouse.eventually(SOON, () -> house.passed("ended") == 1), "the journal has caught up");
        house.signIn(INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var next = scene.presses('2', "745");
        assertTrue(ines.rings(SOON).isPresent(), house.engine()::lastWords);
        talk(next, ines, INES_VOICE);
    }

    private static long rings(AnsweringPhone phone, Instant since) {
        return Duration.between(since, phone.rings(SOON).orElseThrow()).toMillis();
    }

    private void talk(Caller patient, AnsweringPhone person, int voice) {
        assertTrue(person.connects(SOON), house.engine()::lastWords);
        assertTrue(patient.hearing().hearsTone(voice, SOON), "the patient hears a person");
        assertTrue(person.hearing().hearsTone(Scene.PATIENTS_VOICE, SOON), "and is heard");
        person.hangsUp();
        assertTrue(patient.ends(SOON) && person.isFree(SOON), "the call ends with their talk");
    }

    /// All its processes, of which the first is frozen already.
    private List<ProcessHandle> processes() throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            ProcessHandle main = ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
            signal("STOP", List.of(main)); // From here on it makes no more of them.
            return Stream.concat(Stream.of(main), main.descendants()).toList();
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.stream().filter(ProcessHandle::isAlive).forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
