package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.permanence.practice.TeamId;
import org.permanence.queue.StoreUnavailableException;

/// A PostgreSQL server with all its processes frozen, and one that is stopped.
class HangingDatabaseTest {

    private static final TeamId NORTH = new TeamId("north");

    @Test
    @Timeout(120)
    void frozenDatabaseCausesAStoreExceptionAndWorksAgainWhenResumed() throws Exception {
        try (EmbeddedPostgres server = TestDatabase.Server.start();
                var database = Database.open(settings(server))) {
            var queue = new JooqQueueStore(database);
            var journal = new JooqJournalStore(database);
            queue.inTeam(NORTH, transaction -> transaction);
            List<ProcessHandle> processes = processesOf(server);

            signal("STOP", processes);
            try {
                assertThrows(StoreUnavailableException.class, () -> queue.inTeam(NORTH, transaction -> transaction));
                assertThrows(StoreUnavailableException.class, journal::openCalls);
                assertThrows(StoreUnavailableException.class, () -> Database.open(settings(server)));
            } finally {
                signal("CONT", processes);
            }

            assertEquals("served", queue.inTeam(NORTH, _ -> "served"));
        }
    }

    @Test
    @Timeout(120)
    void stoppedDatabaseCausesAStoreException() throws Exception {
        EmbeddedPostgres server = TestDatabase.Server.start();
        try (var database = Database.open(settings(server))) {
            var queue = new JooqQueueStore(database);
            queue.inTeam(NORTH, transaction -> transaction);

            server.close();

            assertThrows(StoreUnavailableException.class, () -> queue.inTeam(NORTH, transaction -> transaction));
            assertThrows(StoreUnavailableException.class, () -> queue.waiting(NORTH));
        }
    }

    private static JdbcSettings settings(EmbeddedPostgres server) {
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
        return new JdbcSettings(url, Optional.of("postgres"), Optional.empty());
    }

    /// All processes of the server; the first is already frozen.
    private static List<ProcessHandle> processesOf(EmbeddedPostgres server) throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
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

    private static void signal(String name, List<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.stream().filter(ProcessHandle::isAlive).forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
