package org.permanence.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The databases on which all store tests run. Each call of `fresh` gives an empty one.
enum TestDatabase {
    H2_MEMORY {
        @Override
        JdbcSettings emptyDatabase() {
            return new JdbcSettings("jdbc:h2:mem:" + nextName(), Optional.empty(), Optional.empty());
        }
    },
    H2_FILE {
        @Override
        JdbcSettings emptyDatabase() {
            return JdbcSettings.embedded(testDirectory().resolve(nextName()).resolve("database"));
        }
    },
    POSTGRESQL {
        @Override
        JdbcSettings emptyDatabase() {
            String name = nextName();
            try (var connection = Server.SHARED.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException refused) {
                throw new IllegalStateException("test database: not made", refused);
            }
            String url = "jdbc:postgresql://127.0.0.1:" + Server.SHARED.getPort() + "/" + name;
            return new JdbcSettings(url, Optional.of("postgres"), Optional.empty());
        }
    };

    private static final AtomicInteger NAMES = new AtomicInteger();

    abstract JdbcSettings emptyDatabase();

    /// The directory for test files, inside the build's own.
    static Path testDirectory() {
        try {
            return Files.createDirectories(Path.of("target", "store-tests"));
        } catch (IOException denied) {
            throw new UncheckedIOException(denied);
        }
    }

    private static String nextName() {
        return "t" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
    }

    /// A real PostgreSQL, started for the first test that needs it and stopped with the JVM. PostgreSQL refuses to
    /// run as root; the library then starts it in a user namespace.
    static final class Server {

        static final EmbeddedPostgres SHARED = start();

        private Server() {}

        /// One more server, for a test that stops it.
        static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(
                                testDirectory().resolve("postgres").toFile())
                        .start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
