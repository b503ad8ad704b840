package org.permanence.practice;

import java.time.Duration;
import java.util.List;
import org.permanence.call.Line;

/// The lines that ring for a life-threatening emergency, in turn, at any hour.
///
/// @param ringTimeout how long each line rings
/// @param confirmByKey whether the line must accept the call by key, so that an answering machine is not taken for
/// a doctor
public record EmergencyRules(List<Line> lines, Duration ringTimeout, boolean confirmByKey) {

    public EmergencyRules {
        lines = List.copyOf(lines);
    }
}
