package org.permanence.dialplan;

import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.TOLD_CLOSED;
import static org.permanence.flow.Disposition.TOLD_TO_DIAL_EMERGENCY;
import static org.permanence.flow.Disposition.TO_FALLBACK;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.permanence.call.Answer;
import org.permanence.call.Answer.Keyed;
import org.permanence.call.Answer.Silence;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Question;
import org.permanence.flow.CallFlow;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallJournal;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Station;
import org.permanence.practice.Practice;
import org.permanence.practice.Prompts;
import org.permanence.queue.CallQueue;
import org.permanence.queue.Offer;
import org.permanence.queue.Wait.Closed;
import org.permanence.queue.Wait.Full;
import org.permanence.queue.Wait.Offered;
import org.permanence.queue.Wait.TimedOut;
import org.permanence.recording.CallRecording;
import org.permanence.transfer.Transfer;
import org.permanence.triage.Urgency;

/// Reception: a patient calls the practice, and ends with a person, the fallback line or the emergency number.
///
/// 1. The emergency question comes first, whatever the hour: key 1 rings the emergency lines in turn.
/// 2. Key 2 is a routine call. Any other key, and silence, are asked once more, then unclear.
/// 3. A closed practice tells routine callers so, and those who still wait as it closes if it says so; whoever is
/// unclear is rung through to the fallback line.
/// 4. An open practice holds the caller in the queue until an assistant answers.
/// 5. Where nobody came within the practice's patience, the queue is full, or the switch rings nobody, the fallback
///    line is rung.
/// 6. The assistant may hand the caller over to a line of the practice; where it does not answer, the caller is hers
///    again, or waits for the next one.
final class Reception implements CallFlow {

    /// A switch that cannot ring anybody is no reason to wait: after so many tries the fallback line is rung.
    private static final int MOST_TIMES_NOT_RUNG = 3;

    /// Whoever comes back from here has talked to the end.
    private static final Set<Station> OVER = Set.of(Station.PARTED, Station.WRAPPING_UP, Station.TRANSFERRED);

    private static final Duration PATIENCE_FOR_A_KEY = Duration.ofSeconds(5);

    private final Call call;
    private final Practice practice;
    private final Prompts prompts;
    private final CallQueue queue;
    private final CallJournal journal;
    private final InstantSource clock;
    private final CallRecording recording;
    private final Transfer transfer;
    private final Optional<CallRecord> earlier;
    private Disposition ifTheCallerLeaves = LEFT_EARLY;

    /// @param earlier what the journal knows of the call, where it comes back after a restart of the engine
    Reception(
            Call call,
            Practice practice,
            CallQueue queue,
            CallJournal journal,
            CallRecording recording,
            Transfer transfer,
            InstantSource clock,
            Optional<CallRecord> earlier) {
        this.call = call;
        this.practice = practice;
        this.prompts = practice.prompts();
        this.queue = queue;
        this.journal = journal;
        this.recording = recording;
        this.transfer = transfer;
        this.clock = clock;
        this.earlier = earlier;
    }

    @Override
    public Disposition run() throws CallEnded {
        if (earlier.isPresent() && earlier.get().urgency().isPresent()) {
            return resume(earlier.get(), earlier.get().urgency().get());
        }
        receive();
        Urgency urgency = triage();
        journal.triaged(urgency);
        if (urgency == Urgency.VITAL) {
            return escalate(practice.emergencyLines());
        }
        return openOrClosed(urgency);
    }

    @Override
    public Disposition ifTheCallerLeaves() {
        return ifTheCallerLeaves;
    }

    @Override
    public void ended(Disposition disposition, Optional<HangupCause> cause) {
        transfer.over();
        recording.over();
        journal.ended(disposition, cause);
    }

    private Disposition resume(CallRecord record, Urgency urgency) throws CallEnded {
        journal.passed(Station.RESUMED);
        if (OVER.contains(record.station())) {
            return urgency == Urgency.VITAL ? ESCALATED : HANDLED;
        }
        if (urgency != Urgency.VITAL) {
            // Whoever has waited already waits on, even after closing time.
            return record.station() == Station.TRIAGED ? openOrClosed(urgency) : hold(urgency);
        }
        if (record.station() == Station.BRIDGED) {
            return ESCALATED; // They talked while the engine was away, and the caller has come back.
        }
        List<Line> all = practice.emergencyLines();
        int last = record.line().map(all::indexOf).orElse(0);
        return escalate(all.subList(Math.max(last, 0), all.size()));
    }

    private void receive() throws CallEnded {
        journal.passed(Station.ARRIVED);
        call.answer();
        journal.passed(Station.ANSWERED);
        call.play(prompts.greeting());
        journal.passed(Station.GREETED);
    }

    private Urgency triage() throws CallEnded {
        Urgency first = urgencyOf(askEmergency());
        return first == Urgency.UNCLEAR ? urgencyOf(askEmergency()) : first;
    }

    private Answer askEmergency() throws CallEnded {
        return call.ask(new Question(prompts.emergencyQuestion(), PATIENCE_FOR_A_KEY));
    }

    private static Urgency urgencyOf(Answer answer) {
        return switch (answer) {
            case Keyed(char key) ->
                switch (key) {
                    case '1' -> Urgency.VITAL;
                    case '2' -> Urgency.ROUTINE;
                    default -> Urgency.UNCLEAR;
                };
            case Silence() -> Urgency.UNCLEAR; // Whoever cannot press a key may be the one in danger.
        };
    }

    private Disposition escalate(List<Line> lines) throws CallEnded {
        call.announce(prompts.ringingEmergency()); // Heard while the first line rings already.
        for (Line line : lines) {
            journal.escalating(line);
            if (call.bridge(line, practice.emergencyPatience(), this::escalated) == BridgeOutcome.TALKED) {
                journal.passed(Station.PARTED);
                return ESCALATED;
            }
        }
        call.play(prompts.dialEmergency()); // Nobody answered: the caller must not lose another minute with us.
        return TOLD_TO_DIAL_EMERGENCY;
    }

    private void escalated() {
        ifTheCallerLeaves = ESCALATED;
        journal.passed(Station.BRIDGED);
    }

    private Disposition openOrClosed(Urgency urgency) throws CallEnded {
        Instant now = clock.instant();
        // The last call is for whoever can come back tomorrow.
        boolean taken = urgency == Urgency.ROUTINE ? practice.takesCallsAt(now) : practice.openAt(now);
        return taken ? hold(urgency) : closed(urgency);
    }

    private Disposition closed(Urgency urgency) throws CallEnded {
        if (urgency != Urgency.ROUTINE) {
            return TO_FALLBACK;
        }
        call.play(prompts.closed());
        call.play(prompts.dialEmergency());
        return TOLD_CLOSED;
    }

    private Disposition hold(Urgency urgency) throws CallEnded {
        recording.announce(call);
        ifTheCallerLeaves = ABANDONED;
        int notRung = 0;
        while (notRung < MOST_TIMES_NOT_RUNG) {
            switch (queue.hold(call, practice, urgency, journal)) {
                case Offered(var offer) -> {
                    BridgeOutcome outcome = talk(offer);
                    if (outcome == BridgeOutcome.TALKED) {
                        return parted(urgency);
                    }
                    notRung += outcome == BridgeOutcome.NOT_RUNG ? 1 : 0;
                }
                case Closed() -> {
                    return closed(urgency);
                }
                case TimedOut() -> {
                    return toFallback();
                }
                case Full() -> {
                    ifTheCallerLeaves = LEFT_EARLY; // Whoever was never in a queue cannot abandon one.
                    return toFallback();
                }
            }
        }
        queue.leave(call, practice);
        return toFallback();
    }

    private Disposition toFallback() throws CallEnded {
        call.play(prompts.ringingFallback());
        return TO_FALLBACK;
    }

    /// Rings the assistant; where she does not answer, the caller is back in the queue with the same place.
    private BridgeOutcome talk(Offer offer) throws CallEnded {
        try (offer) {
            if (offer.talkedAlready()) {
                return BridgeOutcome.TALKED;
            }
            recording.listen(call);
            return offer.ended(call.bridge(offer.line(), offer.patience(), () -> joined(offer)));
        }
    }

    private void joined(Offer offer) {
        ifTheCallerLeaves = HANDLED;
        offer.joined();
        recording.joined(offer.assistant());
        transfer.talksWith(offer.assistant());
    }

    /// The assistant is gone: for good, or because she has handed the caller over.
    private Disposition parted(Urgency urgency) throws CallEnded {
        Optional<Line> line = transfer.parted();
        if (line.isEmpty() || talksTo(line.get())) {
            return HANDLED;
        }
        recording.takenBack();
        journal.passed(Station.TAKEN_BACK);
        return hold(urgency); // Nobody was there: the caller waits for an assistant again.
    }

    private boolean talksTo(Line line) throws CallEnded {
        return call.bridge(line, practice.transfers().patience(), this::transferred) == BridgeOutcome.TALKED;
    }

    private void transferred() {
        recording.transferred();
        journal.passed(Station.TRANSFERRED);
    }
}
