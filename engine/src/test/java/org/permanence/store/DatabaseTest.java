package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Login;
import org.permanence.assistant.PauseReason;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.privacy.DataClass;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.text.EnumWords;
import org.permanence.triage.Urgency;

class DatabaseTest {

    private static final TeamId NORTH = new TeamId("north");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final QueueEntry ENTRY = QueueEntry.arriving(
                    new CallId("1"), new PracticeId("les-lilas"), NORTH, Urgency.VITAL, NOON)
            .reservedFor(new Login("lea"));

    @Test
    void unknownDatabaseKindIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new JdbcSettings("jdbc:mysql://127.0.0.1/x", Optional.empty(), Optional.empty()));
    }

    @Test
    void passwordInTheUrlIsRefusedAndNotEchoed() {
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new JdbcSettings(
                        "jdbc:postgresql://127.0.0.1/x?password=hush", Optional.empty(), Optional.empty()));

        assertEquals("database url: it holds a password (expected: the secret's file)", refusal.getMessage());
    }

    @Test
    void h2FileWithDelayedWritesIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new JdbcSettings("jdbc:h2:file:./database", Optional.empty(), Optional.empty()));
    }

    @Test
    void unreachableServerCausesAStoreException() {
        var unreachable = new JdbcSettings("jdbc:postgresql://127.0.0.1:1/x", Optional.of("u"), Optional.empty());

        assertThrows(StoreUnavailableException.class, () -> Database.open(unreachable));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void databaseNewerThanTheProgramIsRefused(TestDatabase kind) throws Exception {
        var settings = kind.emptyDatabase();
        try (var _ = Database.open(settings);
                var connection = connect(settings);
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
                        "installed_by", "execution_time", "success")
                    values (999, '999', 'later', 'SQL', 'V999__later.sql', 'later', 1, true)""");

            var refusal = assertThrows(StoreUnavailableException.class, () -> Database.open(settings));

            assertEquals(
                    "database: newer than this program (expected: the program that wrote it, or a later one)",
                    refusal.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void currentDatabaseNeedsNoMigration(TestDatabase kind) throws Exception {
        var settings = kind.emptyDatabase();
        try (var _ = Database.open(settings);
                var connection = connect(settings)) {
            assertTrue(Migrations.areAllApplied(connection));
            var applied = Arrays.stream(Migrations.flyway(settings).info().applied())
                    .map(migration -> migration.getVersion().getVersion())
                    .toList();

            assertEquals(Migrations.VERSIONS, applied);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void databaseWithAFailedMigrationIsRefused(TestDatabase kind) throws Exception {
        var settings = kind.emptyDatabase();
        try (var _ = Database.open(settings);
                var connection = connect(settings);
                var statement = connection.createStatement()) {
            statement.execute("""
                    update "flyway_schema_history" set "success" = false""");

            assertThrows(StoreUnavailableException.class, () -> Database.open(settings));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void closedDatabaseCausesAStoreException(TestDatabase kind) {
        var database = Database.open(kind.emptyDatabase());
        var queue = new JooqQueueStore(database);
        var journal = new JooqJournalStore(database);
        database.close();

        assertThrows(StoreUnavailableException.class, () -> queue.inTeam(NORTH, transaction -> transaction));
        assertThrows(StoreUnavailableException.class, () -> queue.waiting(NORTH));
        assertThrows(StoreUnavailableException.class, journal::openCalls);
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDatabase.class,
            names = {"H2_FILE", "POSTGRESQL"})
    void queueEntrySurvivesClosingAndOpening(TestDatabase kind) {
        var settings = kind.emptyDatabase();
        try (var database = Database.open(settings)) {
            enqueue(database, ENTRY);
        }

        try (var database = Database.open(settings)) {
            assertEquals(List.of(ENTRY), new JooqQueueStore(database).waiting(NORTH));
            var withdrawn = ENTRY.withoutAssistant();
            enqueue(database, withdrawn);
            assertEquals(List.of(withdrawn), new JooqQueueStore(database).waiting(NORTH));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void everyColumnCommentStartsWithItsDataClass(TestDatabase kind) throws Exception {
        var settings = kind.emptyDatabase();
        try (var _ = Database.open(settings);
                var connection = connect(settings);
                var columns = connection.getMetaData().getColumns(null, connection.getSchema(), "%", "%")) {
            var unclassified = new ArrayList<String>();
            int columnCount = 0;
            while (columns.next()) {
                String table = columns.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                String remark =
                        Optional.ofNullable(columns.getString("REMARKS")).orElse("");
                if (table.equals("flyway_schema_history")) {
                    continue;
                }
                columnCount++;
                if (!remark.matches("(" + String.join("|", EnumWords.all(DataClass.class)) + "): .+")) {
                    unclassified.add(table + "." + columns.getString("COLUMN_NAME"));
                }
            }
            assertTrue(columnCount > 30, "the tables were found");
            assertEquals(List.of(), unclassified);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void everyAssistantStateAndPauseReasonCanBeStored(TestDatabase kind) {
        try (var database = Database.open(kind.emptyDatabase())) {
            var store = new JooqQueueStore(database);
            for (AssistantState state : AssistantState.values()) {
                for (PauseReason reason : PauseReason.values()) {
                    var presence = new Presence(
                            new Login("lea"),
                            NORTH,
                            state,
                            NOON,
                            NOON,
                            Optional.empty(),
                            Optional.of(reason),
                            Optional.empty());
                    store.inTeam(NORTH, transaction -> {
                        transaction.save(presence);
                        return transaction;
                    });
                    assertEquals(List.of(presence), store.inTeam(NORTH, transaction -> transaction.presences()));
                }
            }
        }
    }

    private static void enqueue(Database database, QueueEntry entry) {
        new JooqQueueStore(database).inTeam(entry.team(), transaction -> {
            transaction.save(entry);
            return transaction;
        });
    }

    private static Connection connect(JdbcSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.user().orElse(""), "");
    }
}
