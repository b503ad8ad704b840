package org.permanence.management;

import java.util.Map;
import org.permanence.practice.PracticeId;

/// An answer of the API.
///
/// @param status of HTTP
/// @param body written as JSON
record Reply(int status, Object body) {

    /// The status of a request that waits for a second person.
    static final int WAITS = 202;

    static Reply ok(Object body) {
        return new Reply(200, body);
    }

    /// Whether the request was done.
    boolean isDone() {
        return status < 400 && status != WAITS;
    }

    /// @param problem what is wrong, then what to do
    static Reply problem(int status, String problem) {
        return new Reply(status, Map.of("problem", problem));
    }

    /// The answer to a request without a session that runs.
    static Reply notSignedIn() {
        return problem(401, "not signed in (expected: permanence login)");
    }

    static Reply unknownPractice(PracticeId practice) {
        return problem(404, "practice " + practice + ": unknown (expected: a practice of this installation)");
    }

    static Reply unknownPath() {
        return problem(404, "path: unknown");
    }
}
