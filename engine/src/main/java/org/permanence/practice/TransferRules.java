package org.permanence.practice;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.permanence.call.Line;

/// The lines to which assistants may transfer the practice's callers.
///
/// @param lines the lines; if there are none, callers cannot be transferred
/// @param ringTimeout how long a line rings, while the assistant and the caller stay connected
/// @param linesByKey the lines that accept a transfer by key, also those that only a rule names: an answering
///     machine behind a trunk would otherwise be connected with the caller
public record TransferRules(List<Line> lines, Duration ringTimeout, Set<Line> linesByKey) {

    public TransferRules {
        lines = List.copyOf(lines);
        linesByKey = Set.copyOf(linesByKey);
        if (ringTimeout.isNegative() || ringTimeout.isZero()) {
            throw new IllegalArgumentException("transfer-ring-timeout: " + ringTimeout + " (expected: more than 0 s)");
        }
    }
}
