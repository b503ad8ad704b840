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
final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private static final Duration MOMENT = Duration.ofMillis(200);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rounds").daemon().factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// One thing done in rounds.
    final class Round {

        private final String name;
        private final Runnable work;
        private final AtomicInteger wanted = new AtomicInteger();
        private final AtomicBoolean asked = new AtomicBoolean();
        private final AtomicBoolean failing = new AtomicBoolean();

        private Round(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }

        /// Begins a round soon; a round that is running is followed by another. After the end nothing is begun.
        void now() {
            if (wanted.getAndIncrement() == 0) {
                unlessClosed(() -> threads.execute(this::run));
            }
        }

        /// Begins a round in a moment; asked again meanwhile, it is the same one. After the end nothing is begun.
        void soon() {
            if (!asked.getAndSet(true)) {
                unlessClosed(() -> {
                    var _ = clock.schedule(this::asked, MOMENT.toMillis(), TimeUnit.MILLISECONDS);
                });
            }
        }

        private void asked() {
            asked.set(false);
            now();
        }

        private static void unlessClosed(Runnable begin) {
            try {
                begin.run();
            } catch (RejectedExecutionException _) {
                // The house closes, and whoever still tells it something is not to be hurt by that.
            }
        }

        private void run() {
            int seen;
            do {
                seen = wanted.get();
                once();
            } while (wanted.addAndGet(-seen) > 0 && !threads.isShutdown());
        }

        private void once() {
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

    Round each(Duration every, String name, Runnable work) {
        Round round = new Round(name, work);
        var _ = clock.scheduleAtFixedRate(round::now, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return round;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdown();
    }
}
