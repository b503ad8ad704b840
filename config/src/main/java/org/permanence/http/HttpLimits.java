package org.permanence.http;

import java.time.Duration;

/// What a client may use.
///
/// @param connections open at once; one more closes the connection that has waited longest for its request
/// @param threads that serve accepted requests
/// @param waitingRequests accepted requests that may wait for a thread; one more is answered with 503
/// @param headTime from the connection to the end of the request's headers
/// @param bodyTime from there to the end of its body
/// @param writeTime for the client to take an answer, or the next part of a long one
public record HttpLimits(
        int connections, int threads, int waitingRequests, Duration headTime, Duration bodyTime, Duration writeTime) {

    public static final HttpLimits DEFAULTS =
            new HttpLimits(256, 8, 32, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));

    public HttpLimits {
        if (connections < 1 || threads < 1 || waitingRequests < 1) {
            throw new IllegalArgumentException("http limits: " + connections + " connections, " + threads + " threads, "
                    + waitingRequests + " waiting requests (expected: each at least 1)");
        }
    }
}
