package org.permanence.dialplan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;

/// Rings lines in turn until one of them takes the call.
final class Escalation {

    private final CallContext context;
    private final Call call;
    private final CallEventLog events;
    private final Runnable onAccepted;
    private boolean hasRung;

    /// @param onAccepted runs as soon as the caller is connected to a line
    Escalation(CallContext context, Runnable onAccepted) {
        this.context = context;
        this.call = context.call();
        this.events = context.events();
        this.onAccepted = onAccepted;
    }

    /// Rings each line once and returns when a conversation has ended, or no line took the call.
    ///
    /// @param question played to the person who answers, who then accepts the call by key; without it, answering is
    ///     enough
    /// @param nextLinePrompt played to the caller before each line but the first; without it, the caller keeps
    ///     hearing the current audio
    /// @return whether a line took the call
    boolean ring(List<Line> lines, Duration ringTimeout, Optional<Prompt> question, Optional<Prompt> nextLinePrompt)
            throws CallEnded {
        for (Line line : lines) {
            if (hasRung && nextLinePrompt.isPresent()) {
                call.announce(nextLinePrompt.get());
            }
            hasRung = true;
            events.escalating(line);
            Disposition before = context.dispositionOnHangup();
            if (call.bridge(line, ringTimeout, question, () -> accepted(line, question)) == BridgeOutcome.CONNECTED) {
                events.record(CallEvent.BRIDGE_ENDED);
                return true;
            }
            context.setDispositionOnHangup(before); // A line that hung up at once has not taken the call.
            events.notAccepted(line);
        }
        return false;
    }

    private void accepted(Line line, Optional<Prompt> question) {
        context.setDispositionOnHangup(Disposition.ESCALATED);
        onAccepted.run();
        if (question.isPresent()) {
            events.accepted(line);
        } else {
            events.record(CallEvent.BRIDGED);
        }
    }
}
