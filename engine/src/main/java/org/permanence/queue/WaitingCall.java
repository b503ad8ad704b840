package org.permanence.queue;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;

/// A call's place in the queue. It outlives the engine: whoever comes back finds it.
///
/// @param since when the caller began to wait
/// @param offeredTo the assistant who is reserved for it, whose telephone rings
public record WaitingCall(
        CallId call, PracticeId practice, TeamId team, Urgency urgency, Instant since, Optional<Login> offeredTo) {

    /// The order of answering: the most urgent first, then who has waited longest.
    public static final Comparator<WaitingCall> FIRST_TO_BE_ANSWERED = Comparator.comparing(WaitingCall::urgency)
            .thenComparing(WaitingCall::since)
            .thenComparing(waiting -> waiting.call().value());

    public WaitingCall offeredTo(Login assistant) {
        return new WaitingCall(call, practice, team, urgency, since, Optional.of(assistant));
    }

    /// The same place, offered to nobody.
    public WaitingCall withdrawn() {
        return new WaitingCall(call, practice, team, urgency, since, Optional.empty());
    }
}
