package org.permanence.store;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.permanence.queue.StoreException;

/// Brings the tables to this program's version. It has connections of its own: the pool's give a statement two
/// seconds, and a table of a million calls takes longer to change.
final class Migrations {

    private static final String LOCATION = "classpath:org/permanence/store/migration";

    private Migrations() {}

    static void run(DatabaseSettings settings) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(
                        settings.url(),
                        settings.user().orElse(null),
                        settings.secret().map(secret -> secret.get()).orElse(null))
                .locations(LOCATION)
                // By default Flyway accepts a database that is newer than the program.
                .ignoreMigrationPatterns(new String[0])
                .load();
        try {
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new StoreException(reason(flyway), failed);
        }
    }

    private static String reason(Flyway flyway) {
        boolean newer = Arrays.stream(flyway.info().all())
                .anyMatch(migration -> migration.getState().name().startsWith("FUTURE"));
        return newer
                ? "database: newer than this program (expected: the program that wrote it, or a later one)"
                : "database: its tables could not be brought to this program's version";
    }
}
