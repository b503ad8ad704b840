package org.permanence.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Where the database is. The kind, H2 or PostgreSQL, is read from the address.
///
/// @param secret gives the password, from a file others cannot read
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
            // H2 acknowledges a commit up to half a second before it writes it.
            throw new IllegalArgumentException("database url: commits would be lost (expected: ;WRITE_DELAY=0)");
        }
    }

    /// The database in a file of its own, beside the engine.
    public static JdbcSettings embedded(Path file) {
        // WRITE_DELAY: the default loses acknowledged commits when the engine is killed.
        // DB_CLOSE_ON_EXIT: H2 would close at the signal to stop, before the last calls are over.
        // TRACE_LEVEL_FILE: failed statements would be written, with their values, to a file beside the database.
        // QUERY_CACHE_SIZE: the default of 8 is fewer than the statements of one match and the journal.
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
