package org.permanence.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jooq.SQLDialect;

/// The two supported databases, and the limits that each must be given so that no caller waits for it.
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

    /// The statement that sets the limits of a new connection, in milliseconds.
    String sessionLimits() {
        return sessionLimits;
    }

    /// The statement that brings all commits to the disk; empty if each commit is on the disk already.
    Optional<String> forceStatement() {
        return switch (this) {
            case H2 -> Optional.of("checkpoint sync");
            case POSTGRESQL -> Optional.empty();
        };
    }

    /// The driver's own limits, in seconds, for a frozen server that cannot enforce its own. Error details stay on
    /// the server, because they quote values.
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
