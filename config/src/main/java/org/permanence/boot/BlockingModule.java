package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import org.permanence.blocking.BlockedNumbers;
import org.permanence.store.Database;
import org.permanence.store.JooqBlockedNumberStore;

/// The numbers that practices have blocked.
final class BlockingModule implements EngineModule {

    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

    private final BlockedNumbers numbers;

    BlockingModule(Database database, RecordGuards guards, InstantSource clock) {
        numbers = new BlockedNumbers(
                new JooqBlockedNumberStore(database),
                guards.keys().pseudonyms(),
                guards.audit().log(),
                clock);
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(REFRESH_INTERVAL, "blocked-numbers", numbers::refresh);
    }

    BlockedNumbers numbers() {
        return numbers;
    }

    @Override
    public void close() {}
}
