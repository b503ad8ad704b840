package org.permanence.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.permanence.queue.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open database. Every wait for it has a limit, so that one which hangs is a [StoreUnavailableException], and
/// never a caller who hears nothing. Owned by the wiring; used by every thread.
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /// A team's matches wait for each other before they take a connection, so that few are needed.
    private static final int CONNECTIONS = 8;

    private static final long CONNECTION_MILLIS = 1500;
    private static final long VALIDATION_MILLIS = 1000;

    private final HikariDataSource pool;
    private final Transactions transactions;

    private Database(HikariDataSource pool, Transactions transactions) {
        this.pool = pool;
        this.transactions = transactions;
    }

    /// Loads what [#open] will need; without it, opening takes the time of it.
    public static void preload() {
        Transactions.preload();
    }

    /// Opens the database and brings its tables to this program's version.
    ///
    /// @throws StoreUnavailableException where it cannot be reached, is held by another process, or is newer than
    /// this program
    public static Database open(JdbcSettings settings) {
        HikariDataSource pool = DatabaseErrors.wrapOpening(() -> new HikariDataSource(config(settings)));
        try {
            Migrations.run(settings, pool);
        } catch (StoreUnavailableException fault) {
            pool.close();
            throw fault;
        }
        LOG.atInfo().addKeyValue("kind", settings.kind()).log("database.opened");
        return new Database(pool, Transactions.create(pool, settings.kind()));
    }

    Transactions transactions() {
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
