package org.permanence.adapter.ami;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AmiClientSettingsTest {

    private static AmiClientSettings settings(String host, AmiTransport transport, Optional<String> systemName) {
        return new AmiClientSettings(
                host, 5038, "engine", "s3cret"::toCharArray, transport, systemName, AmiTimeouts.DEFAULTS);
    }

    @Test
    void plainTextIsAllowedOnLoopbackOnly() {
        for (String host :
                List.of("192.0.2.1", "asterisk.example", "0.0.0.0", "2001:db8::1", "localhost.example", "")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> settings(host, new AmiTransport.Plain(), Optional.empty()),
                    host);
        }
        for (String host : List.of("127.0.0.1", "127.1.2.3", "::1", "localhost")) {
            settings(host, new AmiTransport.Plain(), Optional.empty());
        }
    }

    @Test
    void tlsAllowsARemoteAsterisk() {
        settings("asterisk.example", new AmiTransport.Tls(Path.of("ca.pem")), Optional.empty());
    }

    @Test
    void guessableOrOverlongSystemNameIsRefused() {
        for (String name : List.of("perm", "asterisk", "a".repeat(20), "4F9C2A71D0BE", "4f9c2a71d0b\n")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> settings("127.0.0.1", new AmiTransport.Plain(), Optional.of(name)),
                    name);
        }
    }

    @Test
    void toStringOmitsTheAccount() {
        assertEquals(
                "AmiClientSettings[127.0.0.1:5038]",
                settings("127.0.0.1", new AmiTransport.Plain(), Optional.empty())
                        .toString());
    }

    @Test
    void retryDelayDoublesUpToItsLimitWithJitter() {
        var backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), new Random(1));
        for (long most : new long[] {50, 100, 200, 400, 800, 1_000, 1_000, 1_000}) {
            long wait = backoff.next().toMillis();
            assertEquals(true, wait >= most / 2 && wait <= most, wait + " of " + most);
        }
        backoff.reset();
        assertEquals(true, backoff.next().toMillis() <= 50);
    }
}
