package org.permanence.console;

import org.permanence.text.EnumWords;

/// The closed list of reasons why a request is not served. The word in `type` of an answer is that of the constant:
/// `/problems/not-signed-in`.
public enum ProblemType {
    /// A header or the content is not as expected.
    INVALID_REQUEST(400, "The request is not as expected"),
    /// Without a session, or with one that ended; also wrong sign-in data, whatever is wrong with them.
    NOT_SIGNED_IN(401, "Not signed in"),
    /// The session goes on, and shows no data until the person signs in again.
    SESSION_COVERED(401, "Covered after ten minutes without activity"),
    /// A request that a page of another origin may have caused.
    CROSS_SITE(403, "The request does not come from a page of this console"),
    /// The session's last proved factor is older than five minutes: first a step-up.
    STEP_UP_NEEDED(403, "A factor proved in the last five minutes is needed"),
    /// Both factors are right, and a role of the person needs an enrolled device.
    DEVICE_NEEDED(403, "An enrolled device is needed"),
    /// There is no such thing, or it belongs to another practice.
    NOT_FOUND(404, "Not found"),
    /// Not possible for this thing, or not for this person, or not any more.
    CONFLICT(409, "Not possible here, or not any more"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    UNSUPPORTED_CONTENT(415, "The type of the content is not as expected"),
    TOO_FAST(429, "Too many requests"),
    FAULT(500, "The request failed"),
    /// What is needed for the answer cannot be read or written now.
    UNAVAILABLE(503, "Not available now");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    String uri() {
        return "/problems/" + EnumWords.of(this);
    }

    /// The problem for an error that the HTTP server found by itself.
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405, 501 -> METHOD_NOT_ALLOWED;
            case 505 -> INVALID_REQUEST;
            case 415 -> UNSUPPORTED_CONTENT;
            case 429 -> TOO_FAST;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? INVALID_REQUEST : FAULT;
        };
    }
}
