package org.permanence.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/// Assignments of several threads.
///
/// @param cpuMicros CPU time of this process for each assignment, the fairer figure on a busy machine; excludes
///     the database server's
record MatchRate(double perSecond, double cpuMicros) {

    interface Match {
        /// Ends a call of the team and assigns the next one.
        ///
        /// @return whether an assistant was assigned
        boolean in(int team);
    }

    static MatchRate measure(int atOnce, int teams, Match match, Duration time) throws InterruptedException {
        var done = new LongAdder();
        long start = System.nanoTime();
        long cpu = cpuNanos();
        long end = start + time.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            var random = new SplittableRandom(i);
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    if (match.in(random.nextInt(teams))) {
                        done.increment();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new MatchRate(done.sum() / seconds, (cpuNanos() - cpu) / 1e3 / Math.max(1, done.sum()));
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
