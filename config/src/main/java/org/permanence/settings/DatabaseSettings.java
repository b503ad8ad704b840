package org.permanence.settings;

import java.nio.file.Path;

/// Where the queue and the journal are kept.
public sealed interface DatabaseSettings {

    /// H2, in this process.
    ///
    /// @param file without H2's own ending
    record Embedded(Path file) implements DatabaseSettings {}

    record PostgreSql(String url, String user, SecretFile password) implements DatabaseSettings {

        public PostgreSql {
            if (!url.startsWith("jdbc:postgresql://")) {
                throw new IllegalArgumentException("database url: unreadable (expected: jdbc:postgresql://…)");
            }
        }
    }
}
