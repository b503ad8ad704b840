package org.permanence.adapter.audiosocket;

import java.time.Duration;

/// Where streams are taken, and their limits.
///
/// AudioSocket is plain TCP, and what it carries are conversations. So `host` must be a loopback address, unless
/// `tunnelled` states that something else (WireGuard, stunnel) guards the way.
///
/// @param maxConnections open at once, those included that have not said their id
/// @param idTimeout for the first message, however it is cut
/// @param connectTimeout how long an id that was given out is waited for
/// @param idleTimeout how long a stream may say nothing: a telephone that is muted may send nothing for long
public record AudioSocketServerSettings(
        String host,
        int port,
        boolean tunnelled,
        int maxConnections,
        Duration idTimeout,
        Duration connectTimeout,
        Duration idleTimeout) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    public AudioSocketServerSettings {
        require(!host.isBlank(), "audio socket host: blank (expected: a loopback address)");
        require(port >= 0 && port <= 65535, "audio socket port: " + port + " (expected: 0..65535, 0 for any free one)");
        require(maxConnections > 0, "audio socket maxConnections: " + maxConnections + " (expected: 1 or more)");
        requireWithin(idTimeout, "idTimeout");
        requireWithin(connectTimeout, "invitation");
        requireWithin(idleTimeout, "idle");
    }

    /// With the usual limits.
    public static AudioSocketServerSettings withDefaults(String host, int port, boolean tunnelled, int maxConnections) {
        return new AudioSocketServerSettings(
                host,
                port,
                tunnelled,
                maxConnections,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10));
    }

    private static void requireWithin(Duration value, String name) {
        require(
                value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0,
                "audio socket " + name + ": " + value + " (expected: " + SHORTEST + ".." + LONGEST + ")");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
