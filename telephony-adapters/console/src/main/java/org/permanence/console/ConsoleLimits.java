package org.permanence.console;

import java.time.Duration;

/// What clients may use.
///
/// @param connections open at once; one more closes the connection that has waited longest for its request
/// @param requests    served at once, of all clients; one more gets 503
/// @param source      of one source address, behind which a whole practice may be
/// @param session     of one session
/// @param headTime    a connection without a request in work is closed after it: it covers the TLS handshake, the
///                    headers and the time between two requests
/// @param bodyTime    from the headers to the end of the content
public record ConsoleLimits(
        int connections, int requests, Share source, Share session, Duration headTime, Duration bodyTime) {

    /// What one client may use.
    ///
    /// @param atOnce    requests at a time
    /// @param perSecond requests a second, in the long run
    /// @param burst     requests at once after a pause
    public record Share(int atOnce, int perSecond, int burst) {
        public Share {
            if (atOnce < 1 || perSecond < 1 || burst < 1) {
                throw new IllegalArgumentException("console limits: " + atOnce + " requests at once, " + perSecond
                        + " a second, " + burst + " after a pause (expected: each at least 1)");
            }
        }
    }

    public static final ConsoleLimits DEFAULTS = new ConsoleLimits(
            1_024, 256, new Share(64, 100, 200), new Share(16, 20, 60), Duration.ofSeconds(10), Duration.ofSeconds(10));

    public ConsoleLimits {
        if (connections < 1 || requests < 1) {
            throw new IllegalArgumentException("console limits: " + connections + " connections, " + requests
                    + " requests at once (expected: each at least 1)");
        }
    }
}
