package org.permanence.store;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.permanence.queue.StoreUnavailableException;

/// Runs transactions: committed when the work returns, rolled back when it throws. All database access goes through
/// here.
public final class Transactions {

    static {
        // jOOQ logs a banner when it is first used.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    /// Writes a row that never changes: Flyway's own of the first migration.
    private static final String PROBE = """
            update "flyway_schema_history" set "success" = "success" where "installed_rank" = 1""";

    private final DSLContext sql;
    private final DatabaseAvailability availability;

    private Transactions(DSLContext sql, Runnable onFailure) {
        this.sql = sql;
        this.availability =
                new DatabaseAvailability(new DatabaseAvailability.Recovery(() -> sql.execute(PROBE), onFailure));
    }

    static void preload() {
        var _ = DSL.using(SQLDialect.DEFAULT);
    }

    /// @param onFailure called after each failure of the database itself
    static Transactions create(DataSource pool, DatabaseKind kind, Runnable onFailure) {
        Settings settings = new Settings()
                .withExecuteLogging(false) // It writes every statement's values to the log.
                .withRenderQuotedNames(RenderQuotedNames.NEVER); // Unquoted, H2's TEAM is PostgreSQL's team.
        return new Transactions(DSL.using(pool, kind.dialect(), settings), onFailure);
    }

    boolean isAvailable() {
        return availability.isAvailable();
    }

    /// Fails early, for a caller of [#run] that has something else to wait for first.
    ///
    /// @throws StoreUnavailableException if the database is known to be unavailable
    void requireAvailable(String operation) {
        availability.requireAvailable(operation);
    }

    /// Runs a transaction.
    ///
    /// @throws StoreUnavailableException if the database failed; exceptions of `work` itself pass unchanged
    public <T> T run(String operation, Function<DSLContext, T> work) {
        try {
            return availability.run(
                    operation, () -> sql.transactionResult(configuration -> work.apply(configuration.dsl())));
        } catch (DataAccessException fault) {
            throw DatabaseErrors.toStoreException(operation, fault);
        }
    }

    /// Inserts a row, or updates the row with the same key.
    static int upsert(DSLContext sql, Table<?> table, Map<Field<?>, Object> columns) {
        return sql.insertInto(table)
                .set(columns)
                .onDuplicateKeyUpdate()
                .set(columns)
                .execute();
    }

    /// Runs a statement once for each row, in one round trip.
    ///
    /// @param values the values of a row, in the order of the statement's parameters
    /// @return how many rows each execution changed
    public static <V> int[] batch(DSLContext sql, Query statement, List<V> rows, Function<V, Stream<Object>> values) {
        Object[][] bindings =
                rows.stream().map(row -> values.apply(row).toArray()).toArray(Object[][]::new);
        return sql.batch(statement).bind(bindings).execute();
    }

    /// Runs a single query.
    public <T> T read(String operation, Function<DSLContext, T> query) {
        try {
            return availability.run(operation, () -> query.apply(sql));
        } catch (DataAccessException fault) {
            throw DatabaseErrors.toStoreException(operation, fault);
        }
    }
}
