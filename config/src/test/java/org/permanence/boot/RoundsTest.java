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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {

    /// A round that is begun by the test alone, but for the first time.
    private static final Duration NEVER = Duration.ofDays(1);

    private final Rounds rounds = new Rounds();
    private final Work work = new Work();

    @AfterEach
    void close() {
        work.ends(1_000);
        rounds.close();
    }

    @Test
    void aRoundThatFailsIsToldOnceUntilItWorksAgain() throws Exception {
        try (var log = new LogLines(Rounds.class)) {
            var round = rounds.each(NEVER, "match", work);
            work.fails().fails().works().fails().works();
            for (int i = 0; i < 5; i++) {
                work.begins();
                work.ends(1);
                round.now();
            }
            work.begins(); // The last failure has been told.

            assertEquals(List.of("ERROR round.failed", "ERROR round.failed"), log.heard());
        }
    }

    @Test
    void anErrorOfTheMachineIsNotTheEndOfTheRounds() throws Exception {
        try (var log = new LogLines(Rounds.class)) {
            var round = rounds.each(NEVER, "match", work.failsWith(new StackOverflowError("in this test")));
            work.begins();
            work.ends(1);

            round.now();

            work.begins();
            assertEquals(List.of("ERROR round.failed"), log.heard());
        }
    }

    @Test
    void aSlowRoundIsNotBegunTwice() throws Exception {
        var round = rounds.each(Duration.ofMillis(1), "beat", work);
        work.begins();
        for (int i = 0; i < 1_000; i++) {
            round.now();
        }

        work.ends(1);
        work.begins();

        assertEquals(1, work.mostAtOnce());
    }

    @Test
    void whatIsAskedDuringARoundIsDoneOnceAfterIt() throws Exception {
        var round = rounds.each(NEVER, "upkeep", work);
        work.begins();
        round.now();
        round.now();
        round.now();

        work.ends(1);

        work.begins();
        work.ends(1);
        assertFalse(work.beginsWithin(Duration.ofMillis(200)), "once more, not three times");
    }

    @Test
    void askedAgainInAMomentItIsTheSameRound() throws Exception {
        var round = rounds.each(NEVER, "upkeep", work);
        work.begins();
        work.ends(1_000);
        for (int i = 0; i < 50; i++) {
            round.soon();
        }

        work.begins();
        assertFalse(work.beginsWithin(Duration.ofMillis(200)));

        round.soon();
        work.begins(); // Another moment, another round.
    }

    @Test
    void aRoundComesBackByItself() throws Exception {
        rounds.each(Duration.ofMillis(1), "beat", work);
        work.ends(1_000);

        work.begins();
        work.begins();
        work.begins();
    }

    @Test
    void askedForAfterTheEndNothingIsBegunAndNobodyIsHurt() throws Exception {
        var round = rounds.each(NEVER, "upkeep", work);
        work.begins();
        work.ends(1);

        rounds.close();
        round.now();
        round.soon();

        assertFalse(work.beginsWithin(Duration.ofMillis(300)));
    }

    /// What a round does: it begins, and ends when the test lets it.
    private static final class Work implements Runnable {

        private final Semaphore begun = new Semaphore(0);
        private final Semaphore mayEnd = new Semaphore(0);
        private final Queue<Runnable> ends = new ConcurrentLinkedQueue<>();
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public void run() {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            begun.release();
            mayEnd.acquireUninterruptibly();
            inside.decrementAndGet();
            Runnable end = ends.poll();
            if (end != null) {
                end.run();
            }
        }

        Work works() {
            ends.add(() -> {});
            return this;
        }

        Work fails() {
            ends.add(() -> {
                throw new IllegalStateException("round: broken (expected: in this test)");
            });
            return this;
        }

        Work failsWith(Error fault) {
            ends.add(() -> {
                throw fault;
            });
            return this;
        }

        void begins() throws InterruptedException {
            assertTrue(beginsWithin(Duration.ofSeconds(10)), "a round begins");
        }

        boolean beginsWithin(Duration limit) throws InterruptedException {
            return begun.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        void ends(int times) {
            mayEnd.release(times);
        }

        int mostAtOnce() {
            return most.get();
        }
    }
}
