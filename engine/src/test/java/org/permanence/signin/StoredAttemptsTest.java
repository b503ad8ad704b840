package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.testing.InMemorySignInBucketStore;
import org.permanence.testing.SteppedClock;

/// What the throttle still knows after a restart. Each throttle of a test is another run of the engine.
class StoredAttemptsTest {

    private static final SourceNetwork OFFICE = SourceNetwork.of(InetAddress.ofLiteral("192.0.2.10"));
    private static final Optional<Duration> ADMITTED = Optional.empty();
    private static final Optional<String> UNKNOWN = Optional.empty();
    private static final Optional<String> OWN_DEVICE = Optional.of("0123456789abcdef0123456789abcdef");

    private final SteppedClock clock = new SteppedClock();
    private final InMemorySignInBucketStore store = new InMemorySignInBucketStore();
    private final List<String> told = new ArrayList<>();
    private SignInThrottle throttle = start();

    @Test
    void restartGivesALoginNoFreshAttempts() {
        fail(5, UNKNOWN);
        throttle.save();
        throttle = start();

        assertEquals(Optional.of(Duration.ofSeconds(16)), admit(UNKNOWN), "the same wait");
        clock.advance(Duration.ofSeconds(16));
        fail(1, UNKNOWN);
        assertEquals(Optional.of(Duration.ofSeconds(30)), admit(UNKNOWN), "the next longer wait");
    }

    @Test
    void restartGivesANetworkNoFreshAttempts() {
        for (int attempt = 0; attempt < 50; attempt++) {
            assertEquals(ADMITTED, throttle.admit(OFFICE, "login-" + attempt, UNKNOWN));
            throttle.failed(OFFICE, "login-" + attempt, UNKNOWN);
        }
        throttle.save();
        throttle = start();
        clock.advance(Duration.ofSeconds(4));

        assertEquals(ADMITTED, throttle.admit(OFFICE, "other-1", UNKNOWN));
        assertEquals(ADMITTED, throttle.admit(OFFICE, "other-2", UNKNOWN));
        assertEquals(Optional.of(Duration.ofSeconds(2)), throttle.admit(OFFICE, "other-3", UNKNOWN));
    }

    @Test
    void restartGivesADeviceNoFreshAttempts() {
        fail(10, OWN_DEVICE);
        throttle.save();
        throttle = start();

        assertEquals(Optional.of(Duration.ofMinutes(1)), admit(OWN_DEVICE));
    }

    @Test
    void failuresGoOnBeingCountedTowardsTheHundredth() {
        fail(99, UNKNOWN);
        throttle.save();
        throttle = start();
        clock.advance(Duration.ofSeconds(31));
        assertEquals(List.of(), told);

        fail(1, UNKNOWN);
        assertEquals(List.of("many"), told);
    }

    @Test
    void successWithoutFailuresWritesNothing() {
        assertEquals(ADMITTED, admit(UNKNOWN));
        throttle.succeeded("claire", UNKNOWN);
        assertEquals(ADMITTED, admit(OWN_DEVICE));
        throttle.succeeded("claire", OWN_DEVICE);
        throttle.save();

        assertEquals(0, store.writes());
    }

    @Test
    void successDeletesTheFailuresBeforeIt() {
        fail(3, OWN_DEVICE);
        throttle.save();
        assertEquals(2, store.size(), "the login and the device");
        admit(OWN_DEVICE);
        throttle.succeeded("claire", OWN_DEVICE);
        throttle.save();

        assertEquals(0, store.size());
    }

    @Test
    void outageStopsNeitherTheCountingNorTheSignIn() {
        store.setAvailable(false);
        throttle = start();
        fail(5, UNKNOWN);
        throttle.save();
        assertEquals(Optional.of(Duration.ofSeconds(16)), admit(UNKNOWN));

        store.setAvailable(true);
        throttle.save();
        throttle = start();
        assertEquals(Optional.of(Duration.ofSeconds(16)), admit(UNKNOWN), "stored after the outage");
    }

    @Test
    void outageAtTheStartDoesNotReplaceWhatWasStored() {
        fail(5, UNKNOWN);
        throttle.save();
        store.setAvailable(false);
        throttle = start();
        clock.advance(Duration.ofSeconds(31));
        fail(1, UNKNOWN);
        store.setAvailable(true);
        clock.advance(Duration.ofSeconds(1));

        fail(1, UNKNOWN);
        assertEquals(Optional.of(Duration.ofSeconds(30)), admit(UNKNOWN), "the seventh failure");
    }

    @Test
    void manyChangesAreStoredAHundredAtATime() {
        for (int login = 0; login < 250; login++) {
            throttle.admit(OFFICE, "login-" + login, UNKNOWN);
            clock.advance(Duration.ofSeconds(2));
            throttle.failed(OFFICE, "login-" + login, UNKNOWN);
        }
        throttle.save();
        assertEquals(100, store.size());
        throttle.save();
        throttle.save();
        assertEquals(251, store.size(), "and the network");
    }

    @Test
    void hourOldCountsAreNeitherReadNorKept() {
        fail(5, UNKNOWN);
        throttle.save();
        clock.advance(Duration.ofMinutes(61));
        throttle = start();
        fail(1, UNKNOWN);
        assertEquals(Optional.of(Duration.ofSeconds(1)), admit(UNKNOWN));

        throttle.deleteOld();
        assertEquals(0, store.size());
    }

    @Test
    void storedCountsDoNotSayWhoseTheyAre() {
        fail(1, UNKNOWN);
        throttle.save();

        String stored = store.countedSince(clock.instant()).toString();
        assertFalse(stored.contains("claire"), stored);
        assertTrue(stored.contains("LOGIN"), stored);
    }

    private SignInThrottle start() {
        return new SignInThrottle(
                store, subject -> Integer.toHexString(subject.hashCode()), () -> told.add("many"), clock);
    }

    private Optional<Duration> admit(Optional<String> device) {
        return throttle.admit(OFFICE, "claire", device);
    }

    /// Attempts that fail, one after the other without a pause.
    private void fail(int times, Optional<String> device) {
        for (int time = 0; time < times; time++) {
            admit(device).ifPresent(wait -> {
                clock.advance(wait);
                assertEquals(ADMITTED, admit(device));
            });
            throttle.failed(OFFICE, "claire", device);
        }
    }
}
