package org.permanence.people;

import static java.time.temporal.ChronoUnit.MICROS;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;
import org.permanence.access.RoleAt;

/// A role that a person has, or had, at a place.
///
/// @param from    included
/// @param until   excluded; empty: without an end
/// @param givenBy who gave it; empty: the engine, or the operator who created the first account
@RecordBuilder
public record Membership(RoleAt roleAt, Instant from, Optional<Instant> until, Optional<PersonId> givenBy)
        implements MembershipBuilder.With {

    /// Truncates times to microseconds, the precision of the store.
    ///
    /// @throws IllegalArgumentException if it ends before it begins
    public Membership {
        from = from.truncatedTo(MICROS);
        until = until.map(moment -> moment.truncatedTo(MICROS));
        Instant start = from;
        if (until.filter(end -> end.isBefore(start)).isPresent()) {
            throw new IllegalArgumentException("until: before the start (expected: later)");
        }
    }

    public boolean isInForce(Instant now) {
        return !now.isBefore(from) && until.filter(end -> !now.isBefore(end)).isEmpty();
    }

    /// Whether it is in force, or will be.
    public boolean isOpen(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
