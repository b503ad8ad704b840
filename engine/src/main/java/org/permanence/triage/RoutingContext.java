package org.permanence.triage;

import java.time.LocalTime;
import org.permanence.privacy.PhoneNumber;

/// What the routing rules see of one call.
///
/// @param time the practice's wall-clock time
/// @param dialled which of the practice's numbers was dialled
/// @param recentCalls how often this caller called in the practice's window, this call included; 1 if unknown
public record RoutingContext(
        TriageResult triage,
        OpeningStatus openingStatus,
        LocalTime time,
        PhoneNumber dialled,
        CallerStatus callerStatus,
        int recentCalls) {}
