package org.permanence.adapter.audiosocket;

import java.time.Duration;

/// The address and the limits of the AudioSocket server.
///
/// AudioSocket is plain TCP and carries conversations. So `host` must be a loopback address, unless `tunnelled`
/// declares that a tunnel (WireGuard, stunnel) protects the connection.
///
/// @param maxConnections open connections, including those without an id
/// @param idTimeout for the whole first message
/// @param connectTimeout how long an issued id is valid
/// @param idleTimeout the longest silence of a stream: a muted telephone may send nothing for a long time
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
        requireWithin(connectTimeout, "connectTimeout");
        requireWithin(idleTimeout, "idleTimeout");
    }

    /// The usual limits.
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
