package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.triage.Urgency;

/// A separate JVM commits queue entries and prints each acknowledged one, until it is killed.
class KilledEngineTest {

    private static final TeamId NORTH = new TeamId("north");
    private static final int MIN_ENTRIES = 300;

    @Test
    @Timeout(120)
    void killedEngineLosesNoAcknowledgedEntryAndLocksItsFile() throws Exception {
        Path file = TestDatabase.testDirectory()
                .resolve("killed" + ProcessHandle.current().pid())
                .resolve("permanence");
        Process engine = start(file);
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader output = engine.inputReader(StandardCharsets.UTF_8)) {
            read(output, acknowledged, MIN_ENTRIES);
            assertSecondEngineIsRefused(file);
            // Through the handle: Process.destroyForcibly would close the output before it is read.
            engine.toHandle().destroyForcibly();
            read(output, acknowledged, Integer.MAX_VALUE);
        } finally {
            engine.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }

        assertTrue(acknowledged.size() >= MIN_ENTRIES);
        try (var database = Database.open(JdbcSettings.embedded(file))) {
            Set<String> stored = new HashSet<>();
            new JooqQueueStore(database)
                    .waiting(NORTH)
                    .forEach(entry -> stored.add(entry.call().value()));
            acknowledged.removeAll(stored);
            assertEquals(Set.of(), acknowledged, "lost");
        }
    }

    private static void assertSecondEngineIsRefused(Path file) {
        var refusal = assertThrows(StoreUnavailableException.class, () -> Database.open(JdbcSettings.embedded(file)));

        assertEquals(
                "database: its file is held by another process (expected: one engine a file)", refusal.getMessage());
    }

    private static Process start(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void read(BufferedReader output, Set<String> acknowledged, int limit) throws IOException {
        String line = output.readLine();
        while (line != null) {
            acknowledged.add(line);
            if (acknowledged.size() >= limit) {
                return;
            }
            line = output.readLine();
        }
    }

    /// The process that is killed.
    static final class EngineProcess {

        private EngineProcess() {}

        public static void main(String[] arguments) {
            try (var database = Database.open(JdbcSettings.embedded(Path.of(arguments[0])))) {
                var store = new JooqQueueStore(database);
                for (int i = 0; i < 1_000_000; i++) {
                    var entry = QueueEntry.arriving(
                            new CallId("call-" + i),
                            new PracticeId("les-lilas"),
                            NORTH,
                            Urgency.ROUTINE,
                            Instant.EPOCH.plusSeconds(i));
                    store.inTeam(NORTH, transaction -> {
                        transaction.save(entry);
                        return transaction;
                    });
                    System.out.println("call-" + i);
                }
            }
        }
    }
}
