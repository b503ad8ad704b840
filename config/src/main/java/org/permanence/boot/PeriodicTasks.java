package org.permanence.boot;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the house does again and again. A round that is slow is not begun twice; one that fails is told once, until
/// it works again.
final class PeriodicTasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTasks.class);

    private static final Duration SOON_DELAY = Duration.ofMillis(200);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rounds").daemon().factory());
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /// One thing done in rounds.
    final class PeriodicTask {

        private final String name;
        private final Runnable work;
        private final AtomicInteger requested = new AtomicInteger();
        private final AtomicBoolean delayedRun = new AtomicBoolean();
        private final AtomicBoolean failing = new AtomicBoolean();

        private PeriodicTask(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }

        /// Begins a round soon; a round that is running is followed by another. After the end nothing is begun.
        void runNow() {
            if (requested.getAndIncrement() == 0) {
                unlessClosed(() -> executor.execute(this::run));
            }
        }

        /// Begins a round in a moment; asked again meanwhile, it is the same one. After the end nothing is begun.
        void runSoon() {
            if (!delayedRun.getAndSet(true)) {
                unlessClosed(() -> {
                    var _ = scheduler.schedule(this::delayedRun, SOON_DELAY.toMillis(), TimeUnit.MILLISECONDS);
                });
            }
        }

        private void delayedRun() {
            delayedRun.set(false);
            runNow();
        }

        private static void unlessClosed(Runnable action) {
            try {
                action.run();
            } catch (RejectedExecutionException _) {
                // The house closes, and whoever still tells it something is not to be hurt by that.
            }
        }

        private void run() {
            int served;
            do {
                served = requested.get();
                runOnce();
            } while (requested.addAndGet(-served) > 0 && !executor.isShutdown());
        }

        private void runOnce() {
            try {
                work.run();
                failing.set(false);
            } catch (RuntimeException | Error fault) { // The end of a thread: the next round comes.
                if (!failing.getAndSet(true)) {
                    LOG.atError().addKeyValue("round", name).setCause(fault).log("round.failed");
                }
            }
        }
    }

    PeriodicTask schedule(Duration interval, String name, Runnable work) {
        PeriodicTask task = new PeriodicTask(name, work);
        var _ = scheduler.scheduleAtFixedRate(task::runNow, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return task;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        executor.shutdown();
    }
}
