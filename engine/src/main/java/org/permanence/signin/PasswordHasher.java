package org.permanence.signin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Hashes passwords, few at the same time: each hash needs 64 MiB and a processor that a call may need. The others
/// wait, up to a limit. Thread-safe.
public final class PasswordHasher {

    /// Hashes at the same time.
    public static final int AT_ONCE = 2;

    public static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /// What a check found.
    public enum Verdict {
        RIGHT,
        /// Right, but hashed at another cost than today's: hash it again.
        RIGHT_AND_OUTDATED,
        WRONG,
        /// Too many others waited. Nothing was checked.
        BUSY
    }

    private final HashCost cost;
    private final Semaphore permits;
    private final Duration maxWait;
    private final PasswordHash dummy;

    /// @param cost of new hashes
    public PasswordHasher(HashCost cost, int atOnce, Duration maxWait) {
        this.cost = cost;
        this.permits = new Semaphore(atOnce, true);
        this.maxWait = maxWait;
        this.dummy = PasswordHash.ofNoPassword(cost);
    }

    /// Hashes a new password; empty if too many others waited.
    public Optional<PasswordHash> hash(Password password) {
        return withPermit(() -> PasswordHash.of(password, cost));
    }

    /// Checks a password. Without a hash, because the account does not exist, it takes the same time and is wrong.
    public Verdict check(Password password, Optional<PasswordHash> stored) {
        return withPermit(() -> compare(password, stored)).orElse(Verdict.BUSY);
    }

    private Verdict compare(Password password, Optional<PasswordHash> stored) {
        boolean matches = stored.orElse(dummy).matches(password);
        if (!matches || stored.isEmpty()) {
            return Verdict.WRONG;
        }
        return stored.get().cost().isOutdatedBy(cost) ? Verdict.RIGHT_AND_OUTDATED : Verdict.RIGHT;
    }

    private <T> Optional<T> withPermit(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            permits.release();
        }
    }
}
