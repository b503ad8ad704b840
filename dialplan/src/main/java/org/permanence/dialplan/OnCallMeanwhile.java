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
import org.permanence.journal.CallJournal;
import org.permanence.oncall.OnCall;
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
final class OnCallMeanwhile {

    private static final Logger LOG = LoggerFactory.getLogger(OnCallMeanwhile.class);

    private final Call call;
    private final PracticeDirectory practices;
    private final Practice practice;
    private final CallQueue queue;
    private final CallRecording recording;
    private final InstantSource clock;
    private final Runnable talks;
    private final Escalation escalation;
    private Prompts prompts;
    private final Deque<Line> leftInTheRound = new ArrayDeque<>();
    private int roundsLeft;
    private Instant nextRound = Instant.MAX;
    private boolean taken;

    /// @param talks runs as soon as a doctor and the caller hear each other
    OnCallMeanwhile(
            Call call,
            PracticeDirectory practices,
            Practice practice,
            CallQueue queue,
            CallJournal journal,
            CallRecording recording,
            InstantSource clock,
            Runnable talks) {
        this.call = call;
        this.practices = practices;
        this.practice = practice;
        this.queue = queue;
        this.recording = recording;
        this.clock = clock;
        this.talks = talks;
        this.prompts = practice.prompts();
        this.escalation = new Escalation(call, journal, this::taken);
    }

    /// From here on the caller hears these. Whoever is rung hears the practice's own language.
    void says(Prompts chosen) {
        prompts = chosen;
    }

    /// A wait begins, or goes on that began at `since`.
    void waits(Urgency urgency, Instant since) {
        leftInTheRound.clear();
        roundsLeft = practice.onCall().map(OnCall::rounds).orElse(0);
        nextRound = after(urgency).map(since::plus).orElse(Instant.MAX);
    }

    /// A wait goes on in which these lines were being rung as an engine died; the first of them may still be.
    void goesOn(Urgency urgency, List<Line> lines) {
        waits(urgency, clock.instant());
        leftInTheRound.addAll(lines);
    }

    /// From when a doctor is to be rung next, where one is.
    Optional<Instant> due() {
        if (!leftInTheRound.isEmpty()) {
            return Optional.of(clock.instant());
        }
        return Optional.of(nextRound).filter(next -> roundsLeft > 0 && next.isBefore(Instant.MAX));
    }

    /// Rings the next doctor for a caller whose place says so. Where none takes the call, it may be offered to an
    /// assistant again.
    ///
    /// @return whether somebody took the call; they have parted
    boolean ring(Urgency urgency) throws CallEnded {
        boolean waitsOn = false;
        try {
            if (ringsNext(urgency)) {
                return true;
            }
            queue.resumeAssignment(call, practice);
            waitsOn = true;
            return false;
        } finally {
            if (!waitsOn && !taken) {
                queue.leave(call, practice); // The caller left, or something of ours failed.
            }
        }
    }

    private boolean ringsNext(Urgency urgency) throws CallEnded {
        boolean begins = leftInTheRound.isEmpty();
        if (begins) {
            leftInTheRound.addAll(practices.onCallAt(practice, clock.instant()));
        }
        if (leftInTheRound.isEmpty()) {
            return false; // Its rota was taken away while they were rung.
        }
        call.announce(begins ? prompts.ringingOnCall() : prompts.ringingNext());
        if (rings(leftInTheRound.removeFirst(), urgency)) {
            return true;
        }
        if (leftInTheRound.isEmpty()) {
            roundIsOver(urgency);
        }
        return false;
    }

    private boolean rings(Line line, Urgency urgency) throws CallEnded {
        Duration patience = practice.onCall().orElseThrow().patience();
        var _ = recording.transferring();
        boolean talked = escalation.ring(
                List.of(line), patience, Optional.of(practice.prompts().onCallQuestion(urgency)), Optional.empty());
        if (!talked) {
            recording.takenBack();
        }
        return talked;
    }

    private void taken() {
        talks.run();
        recording.transferred();
        taken = true;
        queue.leave(call, practice);
    }

    /// Nobody took the call: the caller must know, and knows whom to dial.
    private void roundIsOver(Urgency urgency) throws CallEnded {
        LOG.atError()
                .addKeyValue("call", call.id())
                .addKeyValue("practice", practice.id())
                .log("on-call.unaccepted");
        call.play(prompts.onCallUnanswered());
        call.play(prompts.dialEmergency());
        roundsLeft--;
        nextRound = after(urgency).map(clock.instant()::plus).orElse(Instant.MAX);
    }

    private Optional<Duration> after(Urgency urgency) {
        return practice.queue().onCallAfter(urgency);
    }
}
