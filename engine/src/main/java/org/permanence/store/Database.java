package org.permanence.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.permanence.durable.DurableCommits;
import org.permanence.queue.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open database. Every wait for it is limited: a database that hangs becomes a [StoreUnavailableException],
/// never a caller who hears silence. Used by all threads; opened and closed by the wiring.
public final class Database implements AutoCloseable, DurableCommits {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /// Few connections suffice: transactions of one team wait for each other before they take one.
    private static final int CONNECTIONS = 8;

    private static final long CONNECTION_MILLIS = 1500;
    private static final long VALIDATION_MILLIS = 1000;

    private final HikariDataSource pool;
    private final Transactions transactions;
    private final DatabaseKind kind;

    private Database(HikariDataSource pool, Transactions transactions, DatabaseKind kind) {
        this.pool = pool;
        this.kind = kind;
        this.transactions = transactions;
    }

    /// Loads the classes that [#open] needs. Call it early, on another thread, to shorten the start.
    public static void preload() {
        Transactions.preload();
    }

    /// Opens the database and applies missing migrations.
    ///
    /// @throws StoreUnavailableException if the database cannot be reached, is open in another process, or is newer
    ///     than this program
    public static Database open(JdbcSettings settings) {
        HikariDataSource pool = DatabaseErrors.wrapOpening(() -> new HikariDataSource(config(settings)));
        try {
            Migrations.run(settings, pool);
        } catch (StoreUnavailableException fault) {
            pool.close();
            throw fault;
        }
        LOG.atInfo().addKeyValue("kind", settings.kind()).log("database.opened");
        return new Database(
                pool, Transactions.create(pool, settings.kind(), onFailure(settings.kind(), pool)), settings.kind());
    }

    /// H2 closes its file after a failed write and stays closed while a connection to it is open. So the pool gives
    /// them up, and its next connection opens the file again.
    private static Runnable onFailure(DatabaseKind kind, HikariDataSource pool) {
        return switch (kind) {
            case H2 -> pool.getHikariPoolMXBean()::softEvictConnections;
            case POSTGRESQL -> () -> {};
        };
    }

    /// Whether the database worked when it was last used. Does not wait.
    public boolean isAvailable() {
        return transactions.isAvailable();
    }

    /// If the database does not work, tries it again. Call it every second, so that it comes back without a caller
    /// who tries it.
    public void reopen() {
        if (!isAvailable()) {
            transactions.read("database: open again", sql -> sql.selectOne().execute());
        }
    }

    /// Returns once everything committed so far is on the disk. PostgreSQL needs nothing for it: its commits are
    /// (`synchronous_commit`).
    ///
    /// @throws StoreUnavailableException if it may not be on the disk
    @Override
    public void force() {
        kind.forceStatement()
                .ifPresent(statement -> transactions.read("database: force", sql -> sql.execute(statement)));
    }

    public Transactions transactions() {
        return transactions;
    }

    @Override
    public void close() {
        pool.close();
        LOG.atInfo().log("database.closed");
    }

    private static HikariConfig config(JdbcSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(settings.url());
        settings.user().ifPresent(config::setUsername);
        settings.secret().ifPresent(secret -> config.setPassword(secret.get()));
        settings.kind().driverProperties().forEach(config::addDataSourceProperty);
        config.setConnectionInitSql(settings.kind().sessionLimits());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_MILLIS);
        config.setValidationTimeout(VALIDATION_MILLIS);
        config.setInitializationFailTimeout(CONNECTION_MILLIS);
        return config;
    }
}
