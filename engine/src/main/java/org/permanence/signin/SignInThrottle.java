package org.permanence.signin;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Slows the guessing of passwords and codes, without letting a stranger lock a person out.
///
/// 1. A device on which the person has signed in before has a limit of its own: ten attempts, then one a minute.
///    Nothing else limits it.
/// 2. Every other attempt counts for the network that it comes from: 50 attempts, then one every two seconds.
/// 3. It also counts for its login. After the first failure the next attempt must wait 1 second, then 2, 4, 8, 16,
///    then 30. A login is never locked. It does not matter whether it exists.
///
/// The counts are kept in memory: each engine counts for itself, and a restart forgets them. Thread-safe.
public final class SignInThrottle {

    /// After so many failures of a login, its managers are told.
    static final int MANY_FAILURES = 100;

    private static final int DEVICE_ATTEMPTS = 10;
    private static final Duration DEVICE_REFILL = Duration.ofMinutes(1);
    private static final int NETWORK_ATTEMPTS = 50;
    private static final Duration NETWORK_REFILL = Duration.ofSeconds(2);
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    /// Failures this long ago no longer count.
    private static final Duration MEMORY = Duration.ofHours(1);

    /// Entries of each kind. The one that was not used for the longest time is forgotten first.
    private static final int MAX_ENTRIES = 100_000;

    /// The failures of a login.
    private static final class LoginAttempts {
        private int failures;
        private Instant last = Instant.MIN;
        private Instant nextAllowed = Instant.MIN;
    }

    private final InstantSource clock;
    private final Map<String, Bucket> devices = bounded();
    private final Map<SourceNetwork, Bucket> networks = bounded();
    private final Map<String, LoginAttempts> logins = bounded();

    public SignInThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /// Admits an attempt, or says how long to wait. An admitted attempt of an unknown device closes its login to
    /// others for the current delay, so that attempts at the same moment do not all count as the first.
    ///
    /// @param device the device, if its cookie was issued for this login
    /// @return empty if the attempt may be checked
    synchronized Optional<Duration> admit(SourceNetwork source, String login, Optional<String> device) {
        if (device.isPresent()) {
            return consume(devices.computeIfAbsent(device.get(), _ -> bucket(DEVICE_ATTEMPTS, DEVICE_REFILL)));
        }
        Instant now = clock.instant();
        LoginAttempts attempts = logins.computeIfAbsent(login, _ -> new LoginAttempts());
        if (now.isBefore(attempts.nextAllowed)) {
            return Optional.of(Duration.between(now, attempts.nextAllowed));
        }
        Optional<Duration> wait =
                consume(networks.computeIfAbsent(source, _ -> bucket(NETWORK_ATTEMPTS, NETWORK_REFILL)));
        if (wait.isEmpty()) {
            if (attempts.last.isBefore(now.minus(MEMORY))) {
                attempts.failures = 0;
            }
            attempts.last = now;
            attempts.nextAllowed = now.plus(delayAfter(attempts.failures + 1));
        }
        return wait;
    }

    /// Counts a failure of an admitted attempt.
    ///
    /// @return whether the managers of the login must be told now
    synchronized boolean failed(String login) {
        LoginAttempts attempts = logins.computeIfAbsent(login, _ -> new LoginAttempts());
        attempts.failures++;
        return attempts.failures == MANY_FAILURES;
    }

    /// Forgets the failures of a login after its person has signed in.
    synchronized void succeeded(String login, Optional<String> device) {
        logins.remove(login);
        device.ifPresent(devices::remove);
    }

    private static Duration delayAfter(int failures) {
        Duration delay = Duration.ofSeconds(1L << Math.min(failures - 1, 5));
        return delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY;
    }

    private static Optional<Duration> consume(Bucket bucket) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(int attempts, Duration refill) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(attempts).refillGreedy(1, refill))
                .withCustomTimePrecision(new InjectedTime(clock))
                .build();
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
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
