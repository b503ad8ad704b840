package org.permanence.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the engine's periodic tasks. A task never runs twice at the same time. Of consecutive failures, only the
/// first is logged. Most tasks run on virtual threads, like the calls.
final class PeriodicTasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTasks.class);

    private static final Duration SOON_DELAY = Duration.ofMillis(200);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("periodic-tasks").daemon().factory());
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ExecutorService> ownThreads = new CopyOnWriteArrayList<>();

    /// One task.
    final class PeriodicTask {

        private final String name;
        private final Runnable work;
        private final ExecutorService executor;
        private final AtomicInteger requested = new AtomicInteger();
        private final AtomicBoolean delayedRun = new AtomicBoolean();
        private final AtomicBoolean failing = new AtomicBoolean();

        private PeriodicTask(String name, Runnable work, ExecutorService executor) {
            this.name = name;
            this.work = work;
            this.executor = executor;
        }

        /// Runs the task at once, or again after the current run. Does nothing after [PeriodicTasks#close].
        void runNow() {
            if (requested.getAndIncrement() == 0) {
                unlessClosed(() -> executor.execute(this::run));
            }
        }

        /// Runs the task after a short delay. Requests during the delay share one run. Does nothing after
        /// [PeriodicTasks#close].
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
                // The engine is closing, so the request is ignored.
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
            } catch (RuntimeException | Error fault) { // The next run may succeed.
                if (!failing.getAndSet(true)) {
                    LOG.atError().addKeyValue("task", name).setCause(fault).log("task.failed");
                }
            }
        }
    }

    PeriodicTask schedule(Duration interval, String name, Runnable work) {
        return schedule(interval, new PeriodicTask(name, work, executor));
    }

    /// Schedules a task that must run in time although virtual threads are busy.
    PeriodicTask scheduleOnOwnThread(Duration interval, String name, Runnable work) {
        ExecutorService own = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        ownThreads.add(own);
        return schedule(interval, new PeriodicTask(name, work, own));
    }

    private PeriodicTask schedule(Duration interval, PeriodicTask task) {
        var _ = scheduler.scheduleAtFixedRate(task::runNow, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return task;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        executor.shutdown();
        ownThreads.forEach(ExecutorService::shutdown);
    }
}
