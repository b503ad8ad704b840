package org.permanence.journal;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.practice.PracticeId;
import org.permanence.triage.Urgency;

/// What the journal's entries say of one call together: enough to go on with it after a restart.
///
/// @param station the last one passed that is a place on the way
/// @param line the emergency line, or the line of a transfer, that was rung last
public record CallRecord(
        CallId call,
        PracticeId practice,
        Instant arrived,
        Station station,
        Optional<Urgency> urgency,
        Optional<Line> line,
        Optional<Consent> consent) {}
