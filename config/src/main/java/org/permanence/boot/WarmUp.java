package org.permanence.boot;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.permanence.adapter.agi.AgiServer;
import org.permanence.management.ManagementServer;
import org.permanence.settings.DatabaseSettings;
import org.permanence.store.Database;

/// What a house needs whatever its settings say, loaded on a second core while the first reads them, and the
/// database opened behind it: a start is mostly the loading of classes, and the callers of an engine that was
/// killed wait for it. One thread, so that no two initialise a library from two ends.
final class WarmUp {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("head-start").daemon().factory());

    WarmUp() {
        thread.execute(WarmUp::loadClasses);
    }

    /// Begins to open the database, behind what is being loaded.
    PendingDatabase openDatabase(DatabaseSettings settings) {
        var pendingDatabase = new PendingDatabase(thread.submit(() -> Databases.open(settings)));
        thread.shutdown();
        return pendingDatabase;
    }

    /// A database that is being opened.
    record PendingDatabase(Future<Database> future) {

        /// Waits for it.
        ///
        /// @throws org.permanence.queue.StoreUnavailableException as [Database#open]
        Database await() throws InterruptedException {
            try {
                return future.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new StartupException("database: could not be opened", failed);
            }
        }
    }

    private static void loadClasses() {
        Database.preload();
        AgiServer.load();
        ManagementServer.preload();
    }
}
