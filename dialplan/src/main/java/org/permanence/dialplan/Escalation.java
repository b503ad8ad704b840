package org.permanence.dialplan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;

/// Rings lines in turn for a caller who cannot wait, until somebody takes the call.
final class Escalation {

    private final Call call;
    private final CallEventLog events;
    private final Runnable onAccepted;
    private boolean hasRung;

    /// @param onAccepted runs as soon as somebody and the caller hear each other
    Escalation(Call call, CallEventLog events, Runnable onAccepted) {
        this.call = call;
        this.events = events;
        this.onAccepted = onAccepted;
    }

    /// One round.
    ///
    /// @param question what whoever answers hears, and takes the call by a key; where there is none, by the answer
    /// @param between what the caller hears while a line rings that is not the first; nothing new, where there is
    /// none
    /// @return whether somebody took the call; they have parted
    boolean ring(List<Line> lines, Duration ringTimeout, Optional<Prompt> question, Optional<Prompt> nextLinePrompt)
            throws CallEnded {
        for (Line line : lines) {
            if (hasRung && nextLinePrompt.isPresent()) {
                call.announce(nextLinePrompt.get());
            }
            hasRung = true;
            events.escalating(line);
            if (call.bridge(line, ringTimeout, question, () -> onAccepted(line, question)) == BridgeOutcome.CONNECTED) {
                events.record(CallEvent.BRIDGE_ENDED);
                return true;
            }
            events.notAccepted(line);
        }
        return false;
    }

    private void onAccepted(Line line, Optional<Prompt> question) {
        onAccepted.run();
        if (question.isPresent()) {
            events.accepted(line);
        } else {
            events.record(CallEvent.BRIDGED);
        }
    }
}
