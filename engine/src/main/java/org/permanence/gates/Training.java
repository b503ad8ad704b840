package org.permanence.gates;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import org.permanence.people.PersonId;

/// A training of an assistant.
///
/// @param course its name, such as `telephone-triage`
/// @param until when it expires, exclusive
public record Training(PersonId person, String course, Instant until, PersonId recordedBy, Instant recordedAt) {

    /// Truncates times to microseconds, the precision of the store.
    ///
    /// @throws IllegalArgumentException for a course that is no name of lower-case letters, digits and `-`
    public Training {
        if (!course.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "course: unreadable (expected: at most 40 lower-case letters, digits and '-')");
        }
        until = until.truncatedTo(MICROS);
        recordedAt = recordedAt.truncatedTo(MICROS);
    }
}
