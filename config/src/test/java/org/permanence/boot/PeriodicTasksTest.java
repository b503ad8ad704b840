package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeriodicTasksTest {

    /// An interval that never ends: after the first run, only the test starts runs.
    private static final Duration NEVER = Duration.ofDays(1);

    private final PeriodicTasks tasks = new PeriodicTasks();
    private final ControlledTask controlled = new ControlledTask();

    @AfterEach
    void close() {
        controlled.letFinish(1_000);
        tasks.close();
    }

    @Test
    void failureIsLoggedOnceUntilTheTaskSucceedsAgain() throws Exception {
        try (var log = new CapturedLogEvents(PeriodicTasks.class)) {
            var task = tasks.schedule(NEVER, "match", controlled);
            controlled.thenFails().thenFails().thenSucceeds().thenFails().thenSucceeds();
            for (int i = 0; i < 5; i++) {
                controlled.awaitStart();
                controlled.letFinish(1);
                task.runNow();
            }
            controlled.awaitStart(); // The last failure has been logged.

            assertEquals(List.of("ERROR task.failed", "ERROR task.failed"), log.events());
        }
    }

    @Test
    void errorDoesNotEndThePeriodicRuns() throws Exception {
        try (var log = new CapturedLogEvents(PeriodicTasks.class)) {
            var task = tasks.schedule(NEVER, "match", controlled.thenThrows(new StackOverflowError("in this test")));
            controlled.awaitStart();
            controlled.letFinish(1);

            task.runNow();

            controlled.awaitStart();
            assertEquals(List.of("ERROR task.failed"), log.events());
        }
    }

    @Test
    void slowTaskNeverRunsTwiceAtOnce() throws Exception {
        var task = tasks.schedule(Duration.ofMillis(1), "beat", controlled);
        controlled.awaitStart();
        for (int i = 0; i < 1_000; i++) {
            task.runNow();
        }

        controlled.letFinish(1);
        controlled.awaitStart();

        assertEquals(1, controlled.maxConcurrent());
    }

    @Test
    void requestsDuringARunCauseOneMoreRun() throws Exception {
        var task = tasks.schedule(NEVER, "upkeep", controlled);
        controlled.awaitStart();
        task.runNow();
        task.runNow();
        task.runNow();

        controlled.letFinish(1);

        controlled.awaitStart();
        controlled.letFinish(1);
        assertFalse(controlled.startsWithin(Duration.ofMillis(200)), "three requests cause only one more run");
    }

    @Test
    void repeatedRunSoonRequestsShareOneRun() throws Exception {
        var task = tasks.schedule(NEVER, "upkeep", controlled);
        controlled.awaitStart();
        controlled.letFinish(1_000);
        for (int i = 0; i < 50; i++) {
            task.runSoon();
        }

        controlled.awaitStart();
        assertFalse(controlled.startsWithin(Duration.ofMillis(200)));

        task.runSoon();
        controlled.awaitStart(); // A later request starts another run.
    }

    @Test
    void taskOnItsOwnThreadRunsWhileVirtualThreadsAreBusy() throws Exception {
        var over = new AtomicBoolean();
        List<Thread> busy = IntStream.range(0, 2 * Runtime.getRuntime().availableProcessors())
                .mapToObj(_ -> Thread.startVirtualThread(() -> {
                    while (!over.get()) {
                        Thread.onSpinWait(); // Never leaves its carrier.
                    }
                }))
                .toList();
        try {
            tasks.scheduleOnOwnThread(Duration.ofMillis(1), "heartbeat", controlled);
            controlled.letFinish(1_000);

            controlled.awaitStart();
            controlled.awaitStart();
        } finally {
            over.set(true);
        }
        for (Thread thread : busy) {
            thread.join();
        }
    }

    @Test
    void taskRunsAgainByItself() throws Exception {
        tasks.schedule(Duration.ofMillis(1), "beat", controlled);
        controlled.letFinish(1_000);

        controlled.awaitStart();
        controlled.awaitStart();
        controlled.awaitStart();
    }

    @Test
    void requestsAfterCloseAreIgnored() throws Exception {
        var task = tasks.schedule(NEVER, "upkeep", controlled);
        controlled.awaitStart();
        controlled.letFinish(1);

        tasks.close();
        task.runNow();
        task.runSoon();

        assertFalse(controlled.startsWithin(Duration.ofMillis(300)));
    }

    /// A task that ends only when the test lets it.
    private static final class ControlledTask implements Runnable {

        private final Semaphore started = new Semaphore(0);
        private final Semaphore permits = new Semaphore(0);
        private final Queue<Runnable> letFinish = new ConcurrentLinkedQueue<>();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger maxRunning = new AtomicInteger();

        @Override
        public void run() {
            maxRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            started.release();
            permits.acquireUninterruptibly();
            running.decrementAndGet();
            Runnable end = letFinish.poll();
            if (end != null) {
                end.run();
            }
        }

        ControlledTask thenSucceeds() {
            letFinish.add(() -> {});
            return this;
        }

        ControlledTask thenFails() {
            letFinish.add(() -> {
                throw new IllegalStateException("round: broken (expected: in this test)");
            });
            return this;
        }

        ControlledTask thenThrows(Error fault) {
            letFinish.add(() -> {
                throw fault;
            });
            return this;
        }

        void awaitStart() throws InterruptedException {
            assertTrue(startsWithin(Duration.ofSeconds(10)), "the task starts");
        }

        boolean startsWithin(Duration limit) throws InterruptedException {
            return started.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        void letFinish(int times) {
            permits.release(times);
        }

        int maxConcurrent() {
            return maxRunning.get();
        }
    }
}
