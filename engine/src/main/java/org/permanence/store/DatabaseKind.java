package org.permanence.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jooq.SQLDialect;

/// The two databases the house runs on, and how each is told not to let a caller wait.
enum DatabaseKind {
    H2("jdbc:h2:", SQLDialect.H2, "set lock_timeout 1500; set query_timeout 2000"),
    POSTGRESQL("jdbc:postgresql:", SQLDialect.POSTGRES, "set lock_timeout = 1500; set statement_timeout = 2000");

    private final String prefix;
    private final SQLDialect dialect;
    private final String sessionLimits;

    DatabaseKind(String prefix, SQLDialect dialect, String limits) {
        this.prefix = prefix;
        this.dialect = dialect;
        this.sessionLimits = limits;
    }

    static Optional<DatabaseKind> ofUrl(String url) {
        return Arrays.stream(values())
                .filter(kind -> url.startsWith(kind.prefix))
                .findFirst();
    }

    SQLDialect dialect() {
        return dialect;
    }

    /// The statements that give a new connection its limits, in milliseconds.
    String sessionLimits() {
        return sessionLimits;
    }

    /// The driver's own limits, in seconds, are for a server that is frozen and cannot keep its own. The server's
    /// details
    /// of an error quote values, and stay there.
    Map<String, String> driverProperties() {
        return switch (this) {
            case H2 -> Map.of();
            case POSTGRESQL ->
                Map.of(
                        "connectTimeout", "1",
                        "socketTimeout", "3",
                        "tcpKeepAlive", "true",
                        "logServerErrorDetail", "false");
        };
    }
}
