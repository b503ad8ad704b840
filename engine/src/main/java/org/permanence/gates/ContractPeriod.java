package org.permanence.gates;

import static java.time.temporal.ChronoUnit.MICROS;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;

/// A contract of a practice, with the agreement on data processing.
///
/// @param version of the text that was signed
/// @param from inclusive
/// @param until exclusive; empty: without an end
/// @param signedBy who signed for the practice
@RecordBuilder
public record ContractPeriod(PracticeId practice, int version, Instant from, Optional<Instant> until, PersonId signedBy)
        implements ContractPeriodBuilder.With {

    /// Truncates times to microseconds, the precision of the store.
    public ContractPeriod {
        from = from.truncatedTo(MICROS);
        until = until.map(end -> end.truncatedTo(MICROS));
    }

    /// Whether the contract is in force.
    public boolean isInForce(Instant now) {
        return !from.isAfter(now) && !hasEnded(now);
    }

    /// Whether the contract is over.
    public boolean hasEnded(Instant now) {
        return until.filter(end -> !end.isAfter(now)).isPresent();
    }
}
