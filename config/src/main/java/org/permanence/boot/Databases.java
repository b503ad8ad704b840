package org.permanence.boot;

import java.util.Optional;
import java.util.function.Supplier;
import org.permanence.settings.DatabaseSettings;
import org.permanence.store.Database;

/// Opens the database of the settings.
final class Databases {

    private Databases() {}

    static Database open(DatabaseSettings settings) {
        return Database.open(
                switch (settings) {
                    case DatabaseSettings.Embedded(var file) -> org.permanence.store.JdbcSettings.embedded(file);
                    case DatabaseSettings.PostgreSql(var url, var user, var password) -> {
                        Supplier<String> secret = () -> password.read().text();
                        yield new org.permanence.store.JdbcSettings(url, Optional.of(user), Optional.of(secret));
                    }
                });
    }
}
