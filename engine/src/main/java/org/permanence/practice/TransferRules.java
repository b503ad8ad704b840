package org.permanence.practice;

import java.time.Duration;
import java.util.List;
import org.permanence.call.Line;

/// To whom assistants may hand the practice's callers over.
///
/// @param lines none: to nobody
/// @param ringTimeout how long one of them rings; the assistant talks on meanwhile
public record TransferRules(List<Line> lines, Duration ringTimeout) {

    public TransferRules {
        lines = List.copyOf(lines);
        if (ringTimeout.isNegative() || ringTimeout.isZero()) {
            throw new IllegalArgumentException("transfer patience: " + ringTimeout + " (expected: more than 0 s)");
        }
    }
}
