package org.permanence.practice;

import java.time.Duration;
import java.util.List;
import org.permanence.call.Line;

/// Who is rung for a matter of life, in turn, at any hour.
///
/// @param ringTimeout how long each of them rings
/// @param confirmByKey whether they take the call by a key: on a line that a machine may answer, the machine is not
/// taken
/// for
///     a doctor
public record EmergencyRules(List<Line> lines, Duration ringTimeout, boolean confirmByKey) {

    public EmergencyRules {
        lines = List.copyOf(lines);
    }
}
