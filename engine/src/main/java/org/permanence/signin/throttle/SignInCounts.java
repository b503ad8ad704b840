package org.permanence.signin.throttle;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an engine has counted of the attempts to sign in, and which of it is not stored yet. Not thread-safe.
public final class SignInCounts {

    /// Failures this long ago no longer count.
    public static final Duration MEMORY = Duration.ofHours(1);

    /// Logins, and as many networks and devices. The one that was not used for the longest time is forgotten first.
    private static final int MAX_ENTRIES = 100_000;

    /// So many are stored at a time. The others follow.
    private static final int MAX_CHANGES = 100;

    /// @param refill the time after which one attempt more is left
    private record Limit(int attempts, Duration refill) {}

    private static final Limit DEVICE = new Limit(10, Duration.ofMinutes(1));
    private static final Limit NETWORK = new Limit(50, Duration.ofSeconds(2));

    /// The attempts with a login.
    private static final class LoginAttempts {
        private int failures;
        private Instant last;
        private Instant closedUntil;

        LoginAttempts(Instant now) {
            this.last = now;
            this.closedUntil = now;
        }
    }

    /// What is to be stored.
    ///
    /// @param ids     of all that has changed
    /// @param counted those that still count
    /// @param cleared those that do not
    public record Changes(List<SignInBucket.Id> ids, List<SignInBucket> counted, List<SignInBucket.Id> cleared) {}

    private final InstantSource clock;
    private final Map<SignInBucket.Id, LoginAttempts> logins = bounded();
    private final Map<SignInBucket.Id, Bucket> limits = bounded();
    private final Set<SignInBucket.Id> changed = new LinkedHashSet<>();

    public SignInCounts(InstantSource clock) {
        this.clock = clock;
    }

    /// Spends an attempt of a network or a device, or says how long to wait for one.
    ///
    /// @return empty if there was one left
    public Optional<Duration> spend(SignInBucket.Id id) {
        ConsumptionProbe probe = limits.computeIfAbsent(
                        id, _ -> bucket(id, limit(id).attempts()))
                .tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /// How long a login is closed; empty if it is not.
    public Optional<Duration> closed(SignInBucket.Id login) {
        Instant now = clock.instant();
        return Optional.ofNullable(logins.get(login))
                .filter(attempts -> now.isBefore(attempts.closedUntil))
                .map(attempts -> Duration.between(now, attempts.closedUntil));
    }

    /// The failures of a login that still count.
    public int failures(SignInBucket.Id login) {
        LoginAttempts attempts = logins.get(login);
        return attempts == null || attempts.last.isBefore(clock.instant().minus(MEMORY)) ? 0 : attempts.failures;
    }

    /// Closes a login.
    public void close(SignInBucket.Id login, Duration time) {
        attempts(login).closedUntil = clock.instant().plus(time);
    }

    /// Counts a failure of a login.
    ///
    /// @param origin the network or device that the attempt was spent of
    /// @return how many failures it makes
    public int fail(SignInBucket.Id login, SignInBucket.Id origin) {
        int failures = failures(login) + 1;
        LoginAttempts attempts = attempts(login);
        attempts.failures = failures;
        attempts.last = clock.instant();
        changed.add(login);
        changed.add(origin);
        return failures;
    }

    /// Forgets the failures of a login. Without any, nothing has to be stored.
    public void clearLogin(SignInBucket.Id login) {
        LoginAttempts attempts = logins.remove(login);
        if (attempts != null && attempts.failures > 0) {
            changed.add(login);
        }
    }

    /// Gives a device all its attempts again. If the last one is all that was spent, nothing has to be stored.
    public void clearDevice(SignInBucket.Id device) {
        Bucket bucket = limits.remove(device);
        if (bucket != null && bucket.getAvailableTokens() < DEVICE.attempts() - 1) {
            changed.add(device);
        }
    }

    /// Takes changes to store them.
    public Changes takeChanges() {
        List<SignInBucket.Id> ids = changed.stream().limit(MAX_CHANGES).toList();
        ids.forEach(changed::remove);
        Map<SignInBucket.Id, SignInBucket> counted = new LinkedHashMap<>();
        ids.forEach(id -> find(id).ifPresent(bucket -> counted.put(id, bucket)));
        return new Changes(
                ids,
                List.copyOf(counted.values()),
                ids.stream().filter(id -> !counted.containsKey(id)).toList());
    }

    /// Takes changes back that could not be stored.
    public void putBack(Changes changes) {
        changed.addAll(changes.ids());
    }

    private Optional<SignInBucket> find(SignInBucket.Id id) {
        if (id.kind() == SignInBucket.Kind.LOGIN) {
            return Optional.ofNullable(logins.get(id))
                    .map(attempts -> new SignInBucket(id, attempts.failures, attempts.last, attempts.closedUntil));
        }
        Instant now = clock.instant();
        return Optional.ofNullable(limits.get(id))
                .map(bucket ->
                        new SignInBucket(id, limit(id).attempts() - (int) bucket.getAvailableTokens(), now, now));
    }

    /// Adds what was stored to what has been counted since.
    public void restore(SignInBucket stored) {
        SignInBucket.Id id = stored.id();
        if (id.kind() == SignInBucket.Kind.LOGIN) {
            LoginAttempts attempts = logins.computeIfAbsent(id, _ -> new LoginAttempts(stored.at()));
            attempts.failures += stored.count();
            if (attempts.closedUntil.isBefore(stored.closedUntil())) {
                attempts.closedUntil = stored.closedUntil();
            }
        } else {
            long refilled = Duration.between(stored.at(), clock.instant())
                    .dividedBy(limit(id).refill());
            Bucket known = limits.get(id);
            long left = known == null ? limit(id).attempts() : known.getAvailableTokens();
            limits.put(id, bucket(id, Math.max(0, left - Math.max(0, stored.count() - refilled))));
        }
    }

    private LoginAttempts attempts(SignInBucket.Id login) {
        return logins.computeIfAbsent(login, _ -> new LoginAttempts(clock.instant()));
    }

    private static Limit limit(SignInBucket.Id id) {
        return id.kind() == SignInBucket.Kind.DEVICE ? DEVICE : NETWORK;
    }

    /// @param left attempts that are left now
    private Bucket bucket(SignInBucket.Id id, long left) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth
                        .capacity(limit(id).attempts())
                        .refillGreedy(1, limit(id).refill())
                        .initialTokens(left))
                .withCustomTimePrecision(new InjectedTime(clock))
                .build();
    }

    private static <V> Map<SignInBucket.Id, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<SignInBucket.Id, V> eldest) {
                return size() > MAX_ENTRIES;
            }
        };
    }

    private record InjectedTime(InstantSource clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
