package org.permanence.boot;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.permanence.adapter.agi.AgiServer;
import org.permanence.management.ManagementServer;
import org.permanence.settings.DatabaseSettings;
import org.permanence.store.Database;

/// Shortens the start, because after a crash callers wait for it. Loads classes on a second core while the main
/// thread reads the settings, then opens the database. Uses one thread, so that no two threads initialise the same
/// library in opposite orders.
final class WarmUp {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("warm-up").daemon().factory());

    WarmUp() {
        thread.execute(WarmUp::loadClasses);
    }

    /// Starts opening the database once the classes are loaded.
    PendingDatabase openDatabase(DatabaseSettings settings) {
        var pendingDatabase = new PendingDatabase(thread.submit(() -> Databases.open(settings)));
        thread.shutdown();
        return pendingDatabase;
    }

    /// A database that is being opened.
    record PendingDatabase(Future<Database> future) {

        /// Waits until it is open.
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

        /// Waits until it is open, and closes it: the engine does not start.
        void discard() throws InterruptedException {
            try {
                future.get().close();
            } catch (ExecutionException _) {
                // It was not opened, so there is nothing to close.
            }
        }
    }

    private static void loadClasses() {
        Database.preload();
        AgiServer.load();
        ManagementServer.preload();
    }
}
