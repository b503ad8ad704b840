package org.permanence.adapter.agi;

import java.time.Duration;
import java.util.Set;

/// The address and the limits of the FastAGI server.
///
/// FastAGI is plain TCP, and its peer may run any application of Asterisk. So `host` must be a loopback address,
/// unless `tunnelled` declares that a tunnel (WireGuard, stunnel) protects the connection, and every request must
/// carry `secret`.
///
/// @param scripts the paths that are served, such as `reception` in `agi://127.0.0.1:4573/reception`
/// @param secret the first argument of every request, which the others of this machine do not know
/// @param maxSessions open connections, including those whose environment is incomplete
/// @param environmentTimeout for the whole environment
/// @param replyTimeout for a reply, in addition to the time that the command itself may take
public record AgiServerSettings(
        String host,
        int port,
        boolean tunnelled,
        Set<String> scripts,
        AgiSecret secret,
        int maxSessions,
        Duration environmentTimeout,
        Duration replyTimeout) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    public AgiServerSettings {
        require(!host.isBlank(), "agi host: blank (expected: a loopback address)");
        require(port >= 0 && port <= 65535, "agi port: " + port + " (expected: 0..65535, 0 for any free one)");
        require(!scripts.isEmpty(), "agi scripts: none (expected: at least one)");
        for (String script : scripts) {
            require(script.matches("[a-z][a-z0-9-]{0,39}"), "agi script: unreadable (expected: letters, digits, '-')");
        }
        require(maxSessions > 0, "agi maxSessions: " + maxSessions + " (expected: 1 or more)");
        requireWithin(environmentTimeout, "environmentTimeout");
        requireWithin(replyTimeout, "replyTimeout");
        scripts = Set.copyOf(scripts);
    }

    /// The settings for an Asterisk on the same machine.
    public static AgiServerSettings onLoopback(int port, Set<String> scripts, AgiSecret secret) {
        return new AgiServerSettings(
                "127.0.0.1", port, false, scripts, secret, 20_000, Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    private static void requireWithin(Duration value, String name) {
        require(
                value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0,
                "agi " + name + ": " + value + " (expected: " + SHORTEST + ".." + LONGEST + ")");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
