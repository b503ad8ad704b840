package org.permanence.journal;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.triage.Urgency;

/// What the journal's entries say of one call together: enough to go on with it after a restart.
///
/// @param lastEvent the last one passed that is a place on the way
/// @param line the emergency line, or the line of a transfer, that was rung last
/// @param language the one the caller has chosen; nothing for the practice's own
public record CallRecord(
        CallId call,
        PracticeId practice,
        Instant arrived,
        CallEvent lastEvent,
        Optional<Urgency> urgency,
        Optional<Line> line,
        Optional<Consent> consent,
        Optional<Language> language) {

    /// Of a call in its practice's own language.
    public CallRecord(
            CallId call,
            PracticeId practice,
            Instant arrived,
            CallEvent lastEvent,
            Optional<Urgency> urgency,
            Optional<Line> line,
            Optional<Consent> consent) {
        this(call, practice, arrived, lastEvent, urgency, line, consent, Optional.empty());
    }
}
