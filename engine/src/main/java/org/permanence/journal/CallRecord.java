package org.permanence.journal;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.triage.Urgency;

/// The state of one call as its journal entries give it: enough to resume the call after a restart.
///
/// @param lastEvent the last event that changed the call's state
/// @param line the emergency, on-call or transfer line that was rung last
/// @param language the language that the caller chose; empty for the practice's own
public record CallRecord(
        CallId call,
        PracticeId practice,
        Instant arrived,
        CallEvent lastEvent,
        Optional<Urgency> urgency,
        Optional<Line> line,
        Optional<Consent> consent,
        Optional<Language> language) {

    /// A call in the practice's own language.
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
