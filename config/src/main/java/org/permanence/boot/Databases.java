package org.permanence.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.PrivateFiles;
import org.permanence.settings.DatabaseSettings;
import org.permanence.store.Database;
import org.permanence.store.JdbcSettings;

/// Opens the database of the settings.
final class Databases {

    private Databases() {}

    static Database open(DatabaseSettings settings) {
        return Database.open(
                switch (settings) {
                    case DatabaseSettings.Embedded(var file) -> {
                        closeToOtherUsers(file);
                        yield JdbcSettings.embedded(file);
                    }
                    case DatabaseSettings.PostgreSql(var url, var user, var password) -> {
                        Supplier<String> secret = () -> password.read().text();
                        yield new JdbcSettings(url, Optional.of(user), Optional.of(secret));
                    }
                });
    }

    /// H2 creates its file with the rights that the umask leaves, and fills an empty file.
    private static void closeToOtherUsers(Path file) {
        try {
            Path absolute = file.toAbsolutePath();
            DurableDirectory.create(absolute.resolveSibling(""));
            PrivateFiles.open(absolute.resolveSibling(absolute.getFileName() + ".mv.db"))
                    .close();
        } catch (IOException fault) {
            throw new StartupException(
                    "database file: not writable (expected: a file that the engine's user owns)", fault);
        }
    }
}
