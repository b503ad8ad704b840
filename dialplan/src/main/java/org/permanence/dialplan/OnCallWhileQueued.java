package org.permanence.dialplan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.queue.CallQueue;
import org.permanence.recording.CallRecording;
import org.permanence.triage.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings the doctors on call for a caller who is in the queue and cannot wait for long. Belongs to the thread of
/// the call.
///
/// 1. After the practice's delay each doctor is rung once, in turn, and takes the call by key.
/// 2. While a doctor rings, the caller keeps their position and no assistant is reserved for them. After each
///    doctor who did not take the call, a ready assistant is reserved; if none is ready, the next doctor rings.
/// 3. If no doctor took the call, the caller hears so, hears the emergency number, and keeps waiting. The next
///    round follows after the same delay, up to the number of rounds of the practice's rota.
/// 4. The conversation with a doctor is not recorded, unless the practice records transferred calls.
final class OnCallWhileQueued {

    private static final Logger LOG = LoggerFactory.getLogger(OnCallWhileQueued.class);

    private final CallContext context;
    private final Call call;
    private final CallQueue queue;
    private final CallRecording recording;
    private final Escalation escalation;
    private final Deque<Line> remainingLines = new ArrayDeque<>();
    private int roundsLeft;
    private Instant nextRoundAt = Instant.MAX;
    private boolean accepted;

    OnCallWhileQueued(CallContext context, CallQueue queue) {
        this.context = context;
        this.call = context.call();
        this.queue = queue;
        this.recording = context.recording();
        this.escalation = new Escalation(context, this::accepted);
    }

    /// Starts a wait, or continues one that began at `since`.
    void startWait(Urgency urgency, Instant since) {
        remainingLines.clear();
        roundsLeft = context.practice().onCall().map(OnCallPolicy::rounds).orElse(0);
        nextRoundAt = delayFor(urgency).map(since::plus).orElse(Instant.MAX);
    }

    /// Continues a wait in which these lines were ringing when the engine stopped. The first line may still be
    /// ringing.
    void resumeRound(Urgency urgency, List<Line> lines) {
        startWait(urgency, context.now());
        remainingLines.addAll(lines);
    }

    /// When the next doctor must be rung; empty if none.
    Optional<Instant> dueAt() {
        if (!remainingLines.isEmpty()) {
            return Optional.of(context.now());
        }
        return Optional.of(nextRoundAt).filter(next -> roundsLeft > 0 && next.isBefore(Instant.MAX));
    }

    /// Rings the next doctor. If that doctor does not take the call, an assistant may be reserved for it again.
    ///
    /// @return whether the doctor took the call; the conversation is then over
    boolean ringNextDoctor(Urgency urgency) throws CallEnded {
        boolean stillQueued = false;
        try {
            if (ringNextInRound(urgency)) {
                return true;
            }
            queue.resumeAssignment(call, context.practice());
            stillQueued = true;
            return false;
        } finally {
            if (!stillQueued && !accepted) {
                queue.leave(call, context.practice()); // The caller hung up, or the engine failed.
            }
        }
    }

    private boolean ringNextInRound(Urgency urgency) throws CallEnded {
        boolean roundStarts = remainingLines.isEmpty();
        if (roundStarts) {
            remainingLines.addAll(context.onCallLines());
        }
        if (remainingLines.isEmpty()) {
            return false; // The practice lost its rota during the wait.
        }
        var prompts = context.prompts();
        call.announce(roundStarts ? prompts.ringingOnCall() : prompts.ringingNext());
        if (ringLine(remainingLines.removeFirst(), urgency)) {
            return true;
        }
        if (remainingLines.isEmpty()) {
            endRound(urgency);
        }
        return false;
    }

    private boolean ringLine(Line line, Urgency urgency) throws CallEnded {
        Duration ringTimeout = context.practice().onCall().orElseThrow().ringTimeout();
        var question = context.prompts().onCallQuestion(urgency);
        var _ = recording.transferStarted();
        boolean connected = escalation.ring(List.of(line), ringTimeout, Optional.of(question), Optional.empty());
        if (!connected) {
            recording.transferReturned();
        }
        return connected;
    }

    private void accepted() {
        recording.transferCompleted();
        accepted = true;
        queue.leave(call, context.practice());
    }

    private void endRound(Urgency urgency) throws CallEnded {
        LOG.atError()
                .addKeyValue("call", call.id())
                .addKeyValue("practice", context.practice().id())
                .log("on-call.not-accepted");
        call.play(context.prompts().onCallUnanswered());
        call.play(context.prompts().dialEmergency());
        roundsLeft--;
        nextRoundAt = delayFor(urgency).map(context.now()::plus).orElse(Instant.MAX);
    }

    private Optional<Duration> delayFor(Urgency urgency) {
        return context.practice().queue().onCallAfter(urgency);
    }
}
