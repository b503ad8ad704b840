package org.permanence.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What two threads attempt at the same moment.
public final class SameMoment {

    private SameMoment() {}

    /// How many of two simultaneous attempts succeed.
    public static long successes(Callable<Boolean> attempt) throws Exception {
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> attempts = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                attempts.add(threads.submit(() -> {
                    together.await();
                    return attempt.call();
                }));
            }
            long successes = 0;
            for (Future<Boolean> done : attempts) {
                successes += done.get() ? 1 : 0;
            }
            return successes;
        }
    }
}
