package org.permanence.console;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Counts the requests of each client, at a time and a second. It remembers so many clients; the one that has asked
/// for nothing for the longest time is forgotten first, and none is forgotten while it is being served.
final class ClientShares {

    private static final int REMEMBERED = 10_000;
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final ConsoleLimits.Share share;
    private final TimeMeter clock;
    private final Map<String, Use> uses = new LinkedHashMap<>(16, 0.75f, true); // Guarded by this.

    /// @param nanos a clock that never goes back
    ClientShares(ConsoleLimits.Share share, LongSupplier nanos) {
        this.share = share;
        clock = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    /// Takes a place for a request. Each place taken is given back by [#leave].
    ///
    /// @return how long to wait if there is no place
    synchronized Optional<Duration> enter(String client) {
        Use use = uses.computeIfAbsent(client, _ -> new Use(bucket()));
        if (use.atOnce >= share.atOnce()) {
            return Optional.of(BUSY);
        }
        ConsumptionProbe probe = use.bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        use.atOnce++;
        if (uses.size() > REMEMBERED) {
            forgetOne();
        }
        return Optional.empty();
    }

    synchronized void leave(String client) {
        Use use = uses.get(client);
        if (use == null || use.atOnce == 0) {
            throw new IllegalStateException("client shares: left without a place (expected: enter before)");
        }
        use.atOnce--;
    }

    synchronized int remembered() {
        return uses.size();
    }

    private void forgetOne() {
        uses.entrySet().stream()
                .filter(entry -> entry.getValue().atOnce == 0)
                .findFirst()
                .ifPresent(entry -> uses.remove(entry.getKey()));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(share.burst()).refillGreedy(share.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }

    private static final class Use {

        private final Bucket bucket;
        private int atOnce;

        private Use(Bucket bucket) {
            this.bucket = bucket;
        }
    }
}
