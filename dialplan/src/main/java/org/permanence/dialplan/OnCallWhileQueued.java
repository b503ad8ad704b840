package org.permanence.dialplan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.journal.CallEventLog;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.Prompts;
import org.permanence.queue.CallQueue;
import org.permanence.recording.CallRecording;
import org.permanence.triage.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings whoever is on call for a caller whom the queue keeps waiting, and who cannot wait for long. Belongs to the
/// thread of the call.
///
/// 1. After the practice's time each doctor is rung once, in turn, and takes the call by key.
/// 2. Meanwhile the caller keeps the place, and no assistant is offered it. After each doctor who did not take the
///    call an assistant who is ready is offered it; where none is, the next doctor is rung.
/// 3. Where no doctor took it, the caller is told so, hears "15 or 112", and waits on in the old place. After the
///    same time it is tried again, as many times as the practice's rota has rounds.
/// 4. What a doctor on call says is not recorded, unless the practice records those to whom callers are handed
///   over.
final class OnCallWhileQueued {

    private static final Logger LOG = LoggerFactory.getLogger(OnCallWhileQueued.class);

    private final Call call;
    private final PracticeDirectory practices;
    private final Practice practice;
    private final CallQueue queue;
    private final CallRecording recording;
    private final InstantSource clock;
    private final Runnable onConnected;
    private final Escalation escalation;
    private Prompts prompts;
    private final Deque<Line> remainingLines = new ArrayDeque<>();
    private int roundsLeft;
    private Instant nextRoundAt = Instant.MAX;
    private boolean accepted;

    /// @param onConnected runs as soon as a doctor and the caller hear each other
    OnCallWhileQueued(
            Call call,
            PracticeDirectory practices,
            Practice practice,
            CallQueue queue,
            CallEventLog events,
            CallRecording recording,
            InstantSource clock,
            Runnable onConnected) {
        this.call = call;
        this.practices = practices;
        this.practice = practice;
        this.queue = queue;
        this.recording = recording;
        this.clock = clock;
        this.onConnected = onConnected;
        this.prompts = practice.prompts();
        this.escalation = new Escalation(call, events, this::accepted);
    }

    /// From here on the caller hears these. Whoever is rung hears the practice's own language.
    void setPrompts(Prompts chosen) {
        prompts = chosen;
    }

    /// A wait begins, or goes on that began at `since`.
    void startWait(Urgency urgency, Instant since) {
        remainingLines.clear();
        roundsLeft = practice.onCall().map(OnCallPolicy::rounds).orElse(0);
        nextRoundAt = delayFor(urgency).map(since::plus).orElse(Instant.MAX);
    }

    /// A wait goes on in which these lines were being rung as an engine died; the first of them may still be.
    void resumeRound(Urgency urgency, List<Line> lines) {
        startWait(urgency, clock.instant());
        remainingLines.addAll(lines);
    }

    /// From when a doctor is to be rung next, where one is.
    Optional<Instant> dueAt() {
        if (!remainingLines.isEmpty()) {
            return Optional.of(clock.instant());
        }
        return Optional.of(nextRoundAt).filter(next -> roundsLeft > 0 && next.isBefore(Instant.MAX));
    }

    /// Rings the next doctor for a caller whose place says so. Where none takes the call, it may be offered to an
    /// assistant again.
    ///
    /// @return whether somebody took the call; they have parted
    boolean ringNextDoctor(Urgency urgency) throws CallEnded {
        boolean stillQueued = false;
        try {
            if (ringNextInRound(urgency)) {
                return true;
            }
            queue.resumeAssignment(call, practice);
            stillQueued = true;
            return false;
        } finally {
            if (!stillQueued && !accepted) {
                queue.leave(call, practice); // The caller left, or something of ours failed.
            }
        }
    }

    private boolean ringNextInRound(Urgency urgency) throws CallEnded {
        boolean roundStarts = remainingLines.isEmpty();
        if (roundStarts) {
            remainingLines.addAll(practices.onCallAt(practice, clock.instant()));
        }
        if (remainingLines.isEmpty()) {
            return false; // Its rota was taken away while they were rung.
        }
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
        Duration ringTimeout = practice.onCall().orElseThrow().ringTimeout();
        var _ = recording.transferStarted();
        boolean connected = escalation.ring(
                List.of(line), ringTimeout, Optional.of(practice.prompts().onCallQuestion(urgency)), Optional.empty());
        if (!connected) {
            recording.transferReturned();
        }
        return connected;
    }

    private void accepted() {
        onConnected.run();
        recording.transferCompleted();
        accepted = true;
        queue.leave(call, practice);
    }

    /// Nobody took the call: the caller must know, and knows whom to dial.
    private void endRound(Urgency urgency) throws CallEnded {
        LOG.atError()
                .addKeyValue("call", call.id())
                .addKeyValue("practice", practice.id())
                .log("on-call.unaccepted");
        call.play(prompts.onCallUnanswered());
        call.play(prompts.dialEmergency());
        roundsLeft--;
        nextRoundAt = delayFor(urgency).map(clock.instant()::plus).orElse(Instant.MAX);
    }

    private Optional<Duration> delayFor(Urgency urgency) {
        return practice.queue().onCallAfter(urgency);
    }
}
