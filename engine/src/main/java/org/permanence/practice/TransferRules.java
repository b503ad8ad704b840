package org.permanence.practice;

import java.time.Duration;
import java.util.List;
import org.permanence.call.Line;

/// The lines to which assistants may transfer the practice's callers.
///
/// @param lines the lines; if there are none, callers cannot be transferred
/// @param ringTimeout how long a line rings, while the assistant and the caller stay connected
public record TransferRules(List<Line> lines, Duration ringTimeout) {

    public TransferRules {
        lines = List.copyOf(lines);
        if (ringTimeout.isNegative() || ringTimeout.isZero()) {
            throw new IllegalArgumentException("transfer-ring-timeout: " + ringTimeout + " (expected: more than 0 s)");
        }
    }
}
