package org.permanence.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.permanence.yaml.ValueParser;

/// Where the queue and the journal are kept.
public sealed interface DatabaseSettings {

    /// H2, in this process.
    ///
    /// @param file without H2's own ending
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
