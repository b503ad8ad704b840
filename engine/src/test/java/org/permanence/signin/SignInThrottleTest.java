package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.testing.SteppedClock;
import org.permanence.testing.TestThrottle;

class SignInThrottleTest {

    private static final SourceNetwork OFFICE = network("192.0.2.10");
    private static final Optional<Duration> ADMITTED = Optional.empty();
    private static final Optional<String> UNKNOWN = Optional.empty();
    private static final Optional<String> OWN_DEVICE = Optional.of("0123456789abcdef0123456789abcdef");

    private final SteppedClock clock = new SteppedClock();
    private final SignInThrottle throttle = TestThrottle.create(clock);

    @Test
    void eachFailureOfALoginDoublesTheWaitUpToThirtySeconds() {
        for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30, 30)) {
            assertEquals(ADMITTED, throttle.admit(OFFICE, "claire", UNKNOWN));
            throttle.failed(OFFICE, "claire", UNKNOWN);
            assertEquals(Optional.of(Duration.ofSeconds(seconds)), throttle.admit(OFFICE, "claire", UNKNOWN));
            clock.advance(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void attemptsAtTheSameMomentDoNotAllCountAsTheFirst() {
        assertEquals(ADMITTED, throttle.admit(OFFICE, "claire", UNKNOWN));

        assertNotEquals(ADMITTED, throttle.admit(OFFICE, "claire", UNKNOWN));
    }

    @Test
    void signInForgetsTheFailures() {
        throttle.admit(OFFICE, "claire", UNKNOWN);
        throttle.failed(OFFICE, "claire", UNKNOWN);
        clock.advance(Duration.ofSeconds(1));
        throttle.admit(OFFICE, "claire", UNKNOWN);
        throttle.succeeded("claire", UNKNOWN);

        assertEquals(ADMITTED, throttle.admit(OFFICE, "claire", UNKNOWN));
    }

    @Test
    void anHourOfSilenceForgetsTheFailures() {
        throttle.admit(OFFICE, "claire", UNKNOWN);
        for (int failure = 0; failure < 20; failure++) {
            throttle.failed(OFFICE, "claire", UNKNOWN);
        }
        clock.advance(Duration.ofMinutes(61));
        throttle.admit(OFFICE, "claire", UNKNOWN);

        assertEquals(Optional.of(Duration.ofSeconds(1)), throttle.admit(OFFICE, "claire", UNKNOWN));
    }

    @Test
    void strangerDoesNotSlowTheKnownDevice() {
        for (int failure = 0; failure < 100; failure++) {
            if (throttle.admit(OFFICE, "claire", UNKNOWN).isEmpty()) {
                throttle.failed(OFFICE, "claire", UNKNOWN);
            }
        }

        assertEquals(ADMITTED, throttle.admit(OFFICE, "claire", OWN_DEVICE));
    }

    @Test
    void knownDeviceHasTenAttemptsThenOneAMinute() {
        for (int attempt = 0; attempt < 10; attempt++) {
            assertEquals(ADMITTED, throttle.admit(OFFICE, "claire", OWN_DEVICE));
            throttle.failed(OFFICE, "claire", OWN_DEVICE);
        }
        assertEquals(Optional.of(Duration.ofMinutes(1)), throttle.admit(OFFICE, "claire", OWN_DEVICE));
        clock.advance(Duration.ofMinutes(1));
        assertEquals(ADMITTED, throttle.admit(OFFICE, "claire", OWN_DEVICE));
    }

    @Test
    void networkHasFiftyAttemptsWhateverTheLogins() {
        for (int attempt = 0; attempt < 50; attempt++) {
            assertEquals(ADMITTED, throttle.admit(OFFICE, "login-" + attempt, UNKNOWN));
        }
        assertEquals(Optional.of(Duration.ofSeconds(2)), throttle.admit(OFFICE, "claire", UNKNOWN));
        assertEquals(ADMITTED, throttle.admit(network("192.0.2.11"), "claire", UNKNOWN), "another network");
    }

    @Test
    void refusedAttemptOfANetworkDoesNotSlowTheLogin() {
        for (int attempt = 0; attempt < 50; attempt++) {
            throttle.admit(OFFICE, "login-" + attempt, UNKNOWN);
        }
        throttle.admit(OFFICE, "claire", UNKNOWN);

        assertEquals(ADMITTED, throttle.admit(network("192.0.2.11"), "claire", UNKNOWN));
    }

    @Test
    void hundredthFailureIsToldOnce() {
        for (int failure = 1; failure < SignInThrottle.MANY_FAILURES; failure++) {
            assertFalse(throttle.failed(OFFICE, "claire", UNKNOWN));
        }
        assertTrue(throttle.failed(OFFICE, "claire", UNKNOWN));
        assertFalse(throttle.failed(OFFICE, "claire", UNKNOWN));
    }

    @Test
    void ipv6SubscriberIsOneNetwork() {
        assertEquals(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assertNotEquals(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assertNotEquals(network("192.0.2.1"), network("192.0.2.2"));
        assertEquals(network("192.0.2.1"), network("::ffff:192.0.2.1"), "an IPv4 address written as IPv6");
        assertEquals("[network]", network("192.0.2.1").toString());
    }

    private static SourceNetwork network(String address) {
        return SourceNetwork.of(InetAddress.ofLiteral(address));
    }
}
