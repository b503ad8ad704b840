package org.permanence.oncall;

import java.util.List;
import java.util.Optional;
import org.permanence.call.Line;

/// The lines on call at a moment, in the order of ringing.
///
/// @param override the override that replaces the rota at that moment
public record OnCallDuty(List<Line> lines, Optional<OnCallOverride> override) {

    public OnCallDuty {
        lines = List.copyOf(lines);
    }
}
