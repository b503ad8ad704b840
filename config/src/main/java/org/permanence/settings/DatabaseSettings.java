package org.permanence.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.permanence.yaml.ValueParser;

/// The database of the queue and the journal.
public sealed interface DatabaseSettings {

    /// H2, in the process of the engine.
    ///
    /// @param file without the extension of H2
    record Embedded(Path file) implements DatabaseSettings {}

    record PostgreSql(String url, String user, SecretFile password) implements DatabaseSettings {

        static final ValueParser<String> URL_PARSER = ValueParser.withoutEcho(
                "jdbc:postgresql://host:port/database, without user or password in it", PostgreSql::url);

        public PostgreSql {
            if (!url.startsWith("jdbc:postgresql://")) {
                throw new IllegalArgumentException("database url: unreadable (expected: jdbc:postgresql://…)");
            }
        }

        private static Optional<String> url(String raw) {
            return Optional.of(raw)
                    .filter(url -> url.matches("jdbc:postgresql://[\\x21-\\x7E&&[^@]]{1,400}"))
                    .filter(url -> !Pattern.compile("(?i)[?&](user|password)=")
                            .matcher(url)
                            .find());
        }
    }
}
