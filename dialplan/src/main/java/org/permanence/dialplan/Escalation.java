package org.permanence.dialplan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.journal.CallJournal;
import org.permanence.journal.Station;

/// Rings lines in turn for a caller who cannot wait, until somebody takes the call.
final class Escalation {

    private final Call call;
    private final CallJournal journal;
    private final Runnable taken;
    private boolean rung;

    /// @param taken runs as soon as somebody and the caller hear each other
    Escalation(Call call, CallJournal journal, Runnable taken) {
        this.call = call;
        this.journal = journal;
        this.taken = taken;
    }

    /// One round.
    ///
    /// @param question what whoever answers hears, and takes the call by a key; where there is none, by the answer
    /// @param between what the caller hears while a line rings that is not the first; nothing new, where there is
    /// none
    /// @return whether somebody took the call; they have parted
    boolean ring(List<Line> lines, Duration patience, Optional<Prompt> question, Optional<Prompt> between)
            throws CallEnded {
        for (Line line : lines) {
            if (rung && between.isPresent()) {
                call.announce(between.get());
            }
            rung = true;
            journal.escalating(line);
            if (call.bridge(line, patience, question, () -> taken(line, question)) == BridgeOutcome.TALKED) {
                journal.passed(Station.PARTED);
                return true;
            }
            journal.unaccepted(line);
        }
        return false;
    }

    private void taken(Line line, Optional<Prompt> question) {
        taken.run();
        if (question.isPresent()) {
            journal.accepted(line);
        } else {
            journal.passed(Station.BRIDGED);
        }
    }
}
