package org.permanence.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.signin.throttle.SignInBucket;
import org.permanence.signin.throttle.SignInBucket.Kind;
import org.permanence.signin.throttle.SignInBucketStore;
import org.permanence.signin.throttle.SignInCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Slows the guessing of passwords and codes, without letting a stranger lock a person out.
///
/// 1. A device on which the person has signed in before has a limit of its own: ten attempts, then one a minute.
///    Nothing else limits it.
/// 2. Every other attempt counts for the network that it comes from: 50 attempts, then one every two seconds.
/// 3. It also counts for its login. After the first failure the next attempt must wait 1 second, then 2, 4, 8, 16,
///    then 30. A login is never locked. It does not matter whether it exists.
///
/// Each engine counts for itself, in memory. [#save] stores what failures have changed, so that a restart gives no
/// fresh attempts. Without the database it counts on. Thread-safe.
public final class SignInThrottle {

    /// After so many failures of a login in a row, the log and a metric say so.
    static final int MANY_FAILURES = 100;

    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(SignInThrottle.class);

    private final SignInBucketStore store;
    private final UnaryOperator<String> pseudonyms;
    private final Runnable onManyFailures;
    private final InstantSource clock;
    private final SignInCounts counts;
    private volatile boolean restored;

    /// @param pseudonyms     of logins, networks and devices: what is stored must not say whose attempts they were
    /// @param onManyFailures runs at the hundredth failure of a login in a row
    public SignInThrottle(
            SignInBucketStore store, UnaryOperator<String> pseudonyms, Runnable onManyFailures, InstantSource clock) {
        this.store = store;
        this.pseudonyms = pseudonyms;
        this.onManyFailures = onManyFailures;
        this.clock = clock;
        this.counts = new SignInCounts(clock);
    }

    /// Admits an attempt, or says how long to wait. An admitted attempt of an unknown device closes its login to
    /// others for the current delay, so that attempts at the same moment do not all count as the first.
    ///
    /// @param device the device, if its cookie was issued for this login
    /// @return empty if the attempt may be checked
    public Optional<Duration> admit(SourceNetwork source, String login, Optional<String> device) {
        restore();
        return device.isPresent()
                ? admit(id(Kind.DEVICE, device.get()))
                : admit(id(Kind.NETWORK, source.prefix()), id(Kind.LOGIN, login));
    }

    private synchronized Optional<Duration> admit(SignInBucket.Id device) {
        return counts.spend(device);
    }

    private synchronized Optional<Duration> admit(SignInBucket.Id network, SignInBucket.Id login) {
        Optional<Duration> wait = counts.closed(login).or(() -> counts.spend(network));
        if (wait.isEmpty()) {
            counts.close(login, delayAfter(counts.failures(login) + 1));
        }
        return wait;
    }

    /// Counts a failure of an admitted attempt, and reports the hundredth in a row of a login.
    ///
    /// @return whether it was the hundredth
    public boolean failed(SourceNetwork source, String login, Optional<String> device) {
        SignInBucket.Id origin =
                device.map(known -> id(Kind.DEVICE, known)).orElseGet(() -> id(Kind.NETWORK, source.prefix()));
        boolean many = fail(id(Kind.LOGIN, login), origin) == MANY_FAILURES;
        if (many) {
            LOG.atWarn().log("sign-in.many-failures");
            onManyFailures.run();
        }
        return many;
    }

    private synchronized int fail(SignInBucket.Id login, SignInBucket.Id origin) {
        return counts.fail(login, origin);
    }

    /// Forgets the failures of a login after its person has signed in.
    public void succeeded(String login, Optional<String> device) {
        clear(id(Kind.LOGIN, login), device.map(known -> id(Kind.DEVICE, known)));
    }

    private synchronized void clear(SignInBucket.Id login, Optional<SignInBucket.Id> device) {
        counts.clearLogin(login);
        device.ifPresent(counts::clearDevice);
    }

    /// Stores what has changed. Call it once a second.
    public void save() {
        restore();
        if (!restored) {
            return; // What was stored before must not be replaced by less.
        }
        SignInCounts.Changes changes = takeChanges();
        if (changes.ids().isEmpty()) {
            return;
        }
        try {
            store.save(changes.counted(), changes.cleared());
        } catch (StoreUnavailableException _) { // An outage is reported elsewhere.
            putBack(changes);
        }
    }

    private synchronized SignInCounts.Changes takeChanges() {
        return counts.takeChanges();
    }

    private synchronized void putBack(SignInCounts.Changes changes) {
        counts.putBack(changes);
    }

    /// Deletes what is stored and no longer counts. Call it once an hour.
    public void deleteOld() {
        store.deleteCountedBefore(clock.instant().minus(SignInCounts.MEMORY));
    }

    /// Reads what was stored before the start, once.
    private void restore() {
        if (!restored) {
            try {
                restore(store.countedSince(clock.instant().minus(SignInCounts.MEMORY)));
            } catch (StoreUnavailableException _) {
                // An outage is reported elsewhere. The next attempt reads again.
            }
        }
    }

    private synchronized void restore(List<SignInBucket> stored) {
        if (!restored) {
            stored.forEach(counts::restore);
            restored = true;
        }
    }

    private SignInBucket.Id id(Kind kind, String subject) {
        return new SignInBucket.Id(kind, pseudonyms.apply(kind + " " + subject));
    }

    private static Duration delayAfter(int failures) {
        Duration delay = Duration.ofSeconds(1L << Math.min(failures - 1, 5));
        return delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY;
    }
}
