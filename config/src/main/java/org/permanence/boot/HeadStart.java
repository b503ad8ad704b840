package org.permanence.boot;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.permanence.adapter.agi.AgiServer;
import org.permanence.settings.DatabaseSettings;
import org.permanence.store.Database;

/// What a house needs whatever its settings say, loaded on a second core while the first reads them, and the
/// database opened behind it: a start is mostly the loading of classes, and the callers of an engine that was
/// killed wait for it. One thread, so that no two initialise a library from two ends.
final class HeadStart {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("head-start").daemon().factory());

    HeadStart() {
        thread.execute(HeadStart::load);
    }

    /// Begins to open the database, behind what is being loaded.
    Opening open(DatabaseSettings settings) {
        var opening = new Opening(thread.submit(() -> Books.open(settings)));
        thread.shutdown();
        return opening;
    }

    /// A database that is being opened.
    record Opening(Future<Database> database) {

        /// Waits for it.
        ///
        /// @throws org.permanence.queue.StoreUnavailableException as [Database#open]
        Database await() throws InterruptedException {
            try {
                return database.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException why) {
                    throw why;
                }
                throw new BootException("database: could not be opened", failed);
            }
        }
    }

    private static void load() {
        Database.preload();
        AgiServer.load();
        ManagementServer.load();
    }
}
