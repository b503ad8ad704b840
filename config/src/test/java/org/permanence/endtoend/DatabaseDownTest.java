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
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// An installation on a PostgreSQL server that is down, or frozen with all its processes.
@Tag("unhurried")
class DatabaseDownTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String INES = "ines";
    private static final int DOCTOR_TONE = 700;
    private static final int FALLBACK_TONE = 800;
    private static final int INES_TONE = 900;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres postgres;

    @SuppressWarnings("NullAway.Init")
    private LabInstallation lab;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(
                        Files.createDirectories(Path.of("target", "postgres")).toFile())
                .start();
        lab = LabInstallation.open(work, LabPlan.minimal().withPostgreSql(postgres.getPort()));
    }

    @AfterEach
    void close() throws IOException {
        if (lab != null) {
            lab.close();
        }
        postgres.close();
    }

    @Test
    void vitalCallersReachTheDoctorAndOthersTheFallbackLine() throws IOException {
        var scenario = new Scenario(lab, List.of(INES));
        postgres.close();

        var doctor = lab.phones().phone(LabPlan.DOCTOR).sendsTone(DOCTOR_TONE).acceptsByKey();
        var vital = scenario.callerPresses('1', "742");
        Instant keyOneAt = Instant.now();
        System.out.printf("database gone: the doctor rings %d ms after key 1%n", millisUntilRing(doctor, keyOneAt));
        assertConversation(vital, doctor, DOCTOR_TONE);

        var fallback =
                lab.phones().phone(LabPlan.FALLBACK).sendsTone(FALLBACK_TONE).acceptsByKey();
        var routine = scenario.callerPresses('2', "743");
        Instant keyTwoAt = Instant.now();
        System.out.printf(
                "database gone: the fallback line rings %d ms after key 2%n", millisUntilRing(fallback, keyTwoAt));
        assertConversation(routine, fallback, FALLBACK_TONE);
    }

    @Test
    void resumedDatabaseServesTheNextCallerAndTheJournalCatchesUp() throws Exception {
        var scenario = new Scenario(lab, List.of(INES));
        List<ProcessHandle> processes = processes();
        signal("STOP", processes);
        try {
            var fallback = lab.phones()
                    .phone(LabPlan.FALLBACK)
                    .sendsTone(FALLBACK_TONE)
                    .acceptsByKey();
            var caller = scenario.callerPresses('2', "744");
            Instant keyTwoAt = Instant.now();
            System.out.printf(
                    "database frozen: the fallback line rings %d ms after key 2%n",
                    millisUntilRing(fallback, keyTwoAt));
            assertConversation(caller, fallback, FALLBACK_TONE);
        } finally {
            signal("CONT", processes);
        }

        assertTrue(LabInstallation.eventually(SOON, () -> lab.eventCount("ended") == 1), "the journal has caught up");
        lab.signIn(INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var next = scenario.callerPresses('2', "745");
        assertTrue(ines.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        assertConversation(next, ines, INES_TONE);
    }

    private static long millisUntilRing(AnsweringPhone phone, Instant since) {
        return Duration.between(since, phone.rings(SOON).orElseThrow()).toMillis();
    }

    private void assertConversation(Caller patient, AnsweringPhone person, int tone) {
        assertTrue(person.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(tone, SOON), "the patient hears a person");
        assertTrue(person.audio().hasTone(Scenario.PATIENT_TONE, SOON), "the person hears the patient");
        person.hangsUp();
        assertTrue(patient.ends(SOON) && person.isFree(SOON), "the call ends with the conversation");
    }

    /// All processes of the server; the first is already frozen.
    private List<ProcessHandle> processes() throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            ProcessHandle main = ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
            signal("STOP", List.of(main)); // It starts no more processes.
            return Stream.concat(Stream.of(main), main.descendants()).toList();
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.stream().filter(ProcessHandle::isAlive).forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
