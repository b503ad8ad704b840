package org.permanence.console;

import java.time.Duration;
import java.util.Optional;
import org.permanence.text.EnumWords;

/// Why a request is not served, as RFC 9457 has it. It never has a value of the request.
///
/// @param pointer    the JSON pointer (RFC 6901) of the field that is wrong; empty if it is no field
/// @param expected   what should be there
/// @param reason     a word of a closed list for what is wrong, for pages to say in their language
/// @param retryAfter how long to wait before the next attempt
public record HttpProblem(
        ProblemType type,
        Optional<String> pointer,
        Optional<String> expected,
        Optional<String> reason,
        Optional<Duration> retryAfter) {

    static final String MEDIA_TYPE = "application/problem+json";

    public static HttpProblem of(ProblemType type) {
        return new HttpProblem(type, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// What is missing.
    public static HttpProblem expected(ProblemType type, String expected) {
        return new HttpProblem(type, Optional.empty(), Optional.of(expected), Optional.empty(), Optional.empty());
    }

    /// A field that is wrong.
    ///
    /// @param pointer empty for the whole content
    public static HttpProblem invalid(String pointer, String expected) {
        return new HttpProblem(
                ProblemType.INVALID_REQUEST,
                Optional.of(pointer),
                Optional.of(expected),
                Optional.empty(),
                Optional.empty());
    }

    /// A field whose value is refused for a reason of a closed list.
    public static HttpProblem refused(String pointer, String expected, Enum<?> reason) {
        return new HttpProblem(
                ProblemType.INVALID_REQUEST,
                Optional.of(pointer),
                Optional.of(expected),
                Optional.of(EnumWords.of(reason)),
                Optional.empty());
    }

    /// Refused for now.
    public static HttpProblem later(ProblemType type, Duration retryAfter) {
        return new HttpProblem(type, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(retryAfter));
    }

    /// For the header `Retry-After`: whole seconds, at least one.
    Optional<String> retryAfterSeconds() {
        return retryAfter.map(
                wait -> Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    Document document() {
        return new Document(type.uri(), type.title(), type.status(), pointer, expected, reason);
    }

    /// The members of the answer's JSON.
    record Document(
            String type,
            String title,
            int status,
            Optional<String> pointer,
            Optional<String> expected,
            Optional<String> reason) {}
}
