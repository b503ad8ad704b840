package org.permanence.triage;

import java.time.LocalTime;
import org.permanence.privacy.PhoneNumber;

/// Everything that a practice's rules may ask about one call.
///
/// @param time of the practice's clock
/// @param dialled which of the practice's numbers
/// @param recentCalls how many times this caller has called in the last minutes, this call included; 1 where nobody
/// knows
public record RoutingContext(
        TriageResult triage,
        OpeningStatus openingStatus,
        LocalTime time,
        PhoneNumber dialled,
        CallerStatus callerStatus,
        int recentCalls) {}
