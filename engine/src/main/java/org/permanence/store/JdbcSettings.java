package org.permanence.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// The database to connect to. The URL says which kind, H2 or PostgreSQL.
///
/// @param secret gives the password, from a file that other users cannot read
public record JdbcSettings(String url, Optional<String> user, Optional<Supplier<String>> secret) {

    public JdbcSettings {
        if (DatabaseKind.ofUrl(url).isEmpty()) {
            throw new IllegalArgumentException("database url: unknown kind (expected: jdbc:h2: or jdbc:postgresql:)");
        }
        String options = url.toLowerCase(Locale.ROOT);
        if (options.contains("password=")) {
            throw new IllegalArgumentException("database url: it holds a password (expected: the secret's file)");
        }
        if (options.startsWith("jdbc:h2:file:") && !options.contains(";write_delay=0")) {
            // By default H2 acknowledges a commit up to half a second before it is on disk.
            throw new IllegalArgumentException("database url: commits would be lost (expected: ;WRITE_DELAY=0)");
        }
    }

    /// An embedded database in the given file.
    public static JdbcSettings embedded(Path file) {
        // WRITE_DELAY: the default loses acknowledged commits when the engine is killed. DB_CLOSE_ON_EXIT: H2 would
        // close on SIGTERM, before the last calls end. TRACE_LEVEL_FILE: failed statements would be written with
        // their values to a file next to the database. QUERY_CACHE_SIZE: the default of 8 is less than the
        // statements of one assignment and the journal.
        String url = "jdbc:h2:file:" + file.toAbsolutePath()
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;QUERY_CACHE_SIZE=64";
        return new JdbcSettings(url, Optional.empty(), Optional.empty());
    }

    DatabaseKind kind() {
        return DatabaseKind.ofUrl(url).orElseThrow();
    }

    @Override
    public String toString() {
        return "[database " + kind() + "]";
    }
}
