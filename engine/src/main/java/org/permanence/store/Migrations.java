package org.permanence.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.permanence.queue.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies the migrations. Flyway uses connections of its own, because a migration of a large table takes longer
/// than the two seconds that the pool grants a statement. Flyway is loaded only if a migration is missing or looks
/// wrong: loading it takes longer than all other database work of a start, while callers wait.
final class Migrations {

    /// All migrations, in order.
    static final List<String> VERSIONS = List.of("1");

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /// Reads Flyway's own table.
    private static final String APPLIED_VERSIONS = """
            select "version", "success" from "flyway_schema_history"
            where "version" is not null order by "installed_rank\"""";

    private static final String LOCATION = "classpath:org/permanence/store/migration";

    private Migrations() {}

    static void run(JdbcSettings settings, DataSource pool) {
        try (var connection = pool.getConnection()) {
            if (areAllApplied(connection)) {
                return;
            }
        } catch (SQLException unreachable) {
            throw new StoreUnavailableException("database: it could not be opened", unreachable);
        }
        Flyway flyway = flyway(settings);
        try {
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new StoreUnavailableException(reason(flyway), failed);
        }
    }

    /// Whether exactly the known migrations were applied, and none failed.
    static boolean areAllApplied(Connection connection) {
        List<String> applied = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(APPLIED_VERSIONS)) {
            while (rows.next()) {
                applied.add(rows.getBoolean("success") ? rows.getString("version") : "failed");
            }
        } catch (SQLException missingTable) {
            LOG.atDebug().addKeyValue("state", missingTable.getSQLState()).log("migrations.none");
        }
        return applied.equals(VERSIONS);
    }

    static Flyway flyway(JdbcSettings settings) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(
                        settings.url(),
                        settings.user().orElse(null),
                        settings.secret().map(secret -> secret.get()).orElse(null))
                .locations(LOCATION)
                // By default Flyway accepts a database that is newer than the program.
                .ignoreMigrationPatterns(new String[0])
                .load();
    }

    private static String reason(Flyway flyway) {
        boolean newer = Arrays.stream(flyway.info().all())
                .anyMatch(migration -> migration.getState().name().startsWith("FUTURE"));
        return newer
                ? "database: newer than this program (expected: the program that wrote it, or a later one)"
                : "database: its tables could not be brought to this program's version";
    }
}
