package org.permanence.dialplan;

import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.CALLBACK_PROMISED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.FAX;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.MESSAGE_TAKEN;
import static org.permanence.flow.Disposition.TOLD_CLOSED;
import static org.permanence.flow.Disposition.TOLD_TO_DIAL_EMERGENCY;
import static org.permanence.flow.Disposition.TO_FALLBACK;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.permanence.call.Answer;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.flow.CallFlow;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallJournal;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Station;
import org.permanence.oncall.OnCall;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.Language;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.Prompts;
import org.permanence.queue.CallQueue;
import org.permanence.queue.Reservation;
import org.permanence.queue.WaitOutcome.AssistantReserved;
import org.permanence.queue.WaitOutcome.CallbackRequested;
import org.permanence.queue.WaitOutcome.MessageRequested;
import org.permanence.queue.WaitOutcome.OnCallDue;
import org.permanence.queue.WaitOutcome.PracticeClosed;
import org.permanence.queue.WaitOutcome.QueueFull;
import org.permanence.queue.WaitOutcome.TimedOut;
import org.permanence.recording.CallRecording;
import org.permanence.transfer.Transfer;
import org.permanence.triage.Questions;
import org.permanence.triage.Route;
import org.permanence.triage.Said;
import org.permanence.triage.Step;
import org.permanence.triage.Step.Asks;
import org.permanence.triage.Step.AsksEmergency;
import org.permanence.triage.Step.Knows;
import org.permanence.triage.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reception: a patient calls the practice, and ends with a person, the fallback line or the emergency number.
///
/// 1. The emergency question comes first, whatever the hour: key 1 rings the emergency lines in turn. It is asked
/// in each language the practice offers; a key chooses one for the rest of the call, and the question is asked
///    again. A fax machine that calls presses no key, and is told from a person meanwhile ([FaxCheck]).
/// 2. Key 2 asks what the practice asks, if it asks anything. Any other key, and silence, are asked once more, then
///    unclear.
/// 3. The practice's rules say where the call goes: to the queue, until an assistant answers; to whoever is on
///    call, until one of them accepts; to a line of the practice; to the word that it is closed, after
///    which it takes a message if it says so; to the fallback line.
/// 4. For whoever waits, and cannot wait for long, whoever is on call is rung meanwhile, if the practice says so
///    ([OnCallMeanwhile]).
/// 5. Whoever still waits for something routine as the practice closes is told so, if it says so.
/// 6. Whoever waits for something routine may ask to be called back, which keeps the place, or leave a message,
///    where the practice says so.
/// 6. Where nobody came within the practice's patience, the queue is full, or the switch rings nobody, the fallback
///    line is rung.
/// 7. The assistant may hand the caller over to a line of the practice; where it does not answer, the caller is
///    hers again, or waits for the next one.
final class Reception implements CallFlow {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    /// A switch that cannot ring anybody is no reason to wait: after so many tries the fallback line is rung.
    private static final int MOST_TIMES_NOT_RUNG = 3;

    /// Whoever comes back from here has talked to the end.
    private static final Set<Station> OVER = Set.of(Station.PARTED, Station.WRAPPING_UP, Station.TRANSFERRED);

    private static final Duration PATIENCE_FOR_A_KEY = Duration.ofSeconds(5);

    private final Call call;
    private final PracticeDirectory practices;
    private Practice practice;
    private Prompts prompts;
    private final CallQueue queue;
    private final CallJournal journal;
    private final InstantSource clock;
    private final CallRecording recording;
    private final Transfer transfer;
    private final MessageTaking messages;
    private final CallbackTaking callback;
    private final CallerHistory.Caller caller;
    private final Escalation escalation;
    private final OnCallMeanwhile onCallMeanwhile;
    private final FaxCheck faxCheck;
    private final Optional<CallRecord> earlier;
    private Disposition ifTheCallerLeaves = LEFT_EARLY;

    /// @param practices who knows whoever is on call
    /// @param caller what is known of whoever calls
    /// @param earlier what the journal knows of the call, where it comes back after a restart of the engine
    Reception(
            Call call,
            PracticeDirectory practices,
            Practice practice,
            CallQueue queue,
            CallJournal journal,
            CallRecording recording,
            Transfer transfer,
            MessageTaking messages,
            CallbackTaking callback,
            CallerHistory.Caller caller,
            InstantSource clock,
            Optional<CallRecord> earlier) {
        this.call = call;
        this.practices = practices;
        this.practice = practice;
        this.prompts = practice.prompts();
        this.queue = queue;
        this.journal = journal;
        this.recording = recording;
        this.transfer = transfer;
        this.messages = messages;
        this.callback = callback;
        this.caller = caller;
        this.escalation = new Escalation(call, journal, () -> ifTheCallerLeaves = ESCALATED);
        this.onCallMeanwhile = new OnCallMeanwhile(
                call, practices, practice, queue, journal, recording, clock, () -> ifTheCallerLeaves = ESCALATED);
        this.faxCheck = new FaxCheck(call);
        this.clock = clock;
        this.earlier = earlier;
    }

    @Override
    public Disposition run() throws CallEnded {
        if (earlier.isPresent() && earlier.get().urgency().isPresent()) {
            return resume(earlier.get(), earlier.get().urgency().get());
        }
        receive();
        Optional<Said> asked = triage();
        if (asked.isEmpty()) {
            return FAX;
        }
        Said said = asked.get();
        journal.triaged(said.urgency(), practice.languages().chosen());
        return said.urgency() == Urgency.VITAL ? escalate(practice.emergency().lines()) : follow(said);
    }

    @Override
    public Disposition ifTheCallerLeaves() {
        if (messages.isLeft()) {
            return MESSAGE_TAKEN;
        }
        return callback.isPromised() ? CALLBACK_PROMISED : ifTheCallerLeaves;
    }

    @Override
    public void ended(Disposition disposition, Optional<HangupCause> cause) {
        transfer.over();
        recording.over();
        messages.over();
        journal.ended(disposition, cause);
    }

    private Disposition resume(CallRecord record, Urgency urgency) throws CallEnded {
        journal.passed(record.station() == Station.CALLING_BACK ? Station.CALLED_BACK : Station.RESUMED);
        record.language().ifPresent(this::speak);
        if (record.station() == Station.MESSAGE_LEFT) {
            return MESSAGE_TAKEN;
        }
        if (OVER.contains(record.station())) {
            return urgency == Urgency.VITAL ? ESCALATED : HANDLED;
        }
        return urgency == Urgency.VITAL ? resumeEmergency(record) : resumeOther(record, new Said(urgency));
    }

    private Disposition resumeEmergency(CallRecord record) throws CallEnded {
        return switch (record.station()) {
            // They talked while the engine was away, and the caller has come back.
            case BRIDGED, ACCEPTED -> ESCALATED;
            default -> escalate(fromTheLast(record, practice.emergency().lines()));
        };
    }

    private Disposition resumeOther(CallRecord record, Said said) throws CallEnded {
        return switch (record.station()) {
            case TRIAGED -> follow(said);
            case ACCEPTED -> ESCALATED;
            case ESCALATING, UNACCEPTED ->
                resumeOnCall(fromTheLast(record, practices.onCallAt(practice, clock.instant())), said.urgency());
            // Whoever has waited already waits on, even after closing time.
            default -> {
                onCallMeanwhile.waits(said.urgency(), record.arrived());
                yield waitOn(said.urgency());
            }
        };
    }

    /// Doctors were being rung: for a caller who waits beside, where there is a place in the queue.
    private Disposition resumeOnCall(List<Line> lines, Urgency urgency) throws CallEnded {
        if (!queue.isQueued(call)) {
            return onCall(lines, urgency);
        }
        onCallMeanwhile.goesOn(urgency, lines);
        return waitOn(urgency);
    }

    /// The line that was rung last may still ring, or be asked.
    private static List<Line> fromTheLast(CallRecord record, List<Line> all) {
        int last = record.line().map(all::indexOf).orElse(0);
        return all.subList(Math.max(last, 0), all.size());
    }

    private void receive() throws CallEnded {
        journal.passed(Station.ARRIVED);
        call.answer();
        journal.passed(Station.ANSWERED);
        if (practice.intake().refusesFaxes()) {
            faxCheck.begin();
        }
        call.play(prompts.greeting());
        journal.passed(Station.GREETED);
    }

    /// What the caller said; nothing, where it is a fax machine.
    private Optional<Said> triage() throws CallEnded {
        Questions questions = practice.intake().questions();
        Step step = questions.first();
        while (true) {
            switch (step) {
                case AsksEmergency _ -> step = afterEmergencyQuestion(questions, step);
                case Asks(var question, var _) ->
                    step = questions.after(step, ask(List.of(prompts.question(question.name()))));
                case Knows(Said said) -> {
                    faxCheck.end();
                    return Optional.of(said);
                }
            }
            if (faxCheck.isFax(inEachLanguage(Prompts::faxQuestion))) {
                return Optional.empty();
            }
        }
    }

    /// A key that chooses a language answers nothing: the same is asked again, in that language.
    private Step afterEmergencyQuestion(Questions questions, Step step) throws CallEnded {
        Answer answer = ask(practice.emergencyQuestion());
        Optional<Language> language = practice.languages().chosenBy(answer);
        language.ifPresent(this::speak);
        return language.isPresent() ? step : questions.after(step, answer);
    }

    private void speak(Language language) {
        practice = practice.inLanguage(language);
        prompts = practice.prompts();
        onCallMeanwhile.says(prompts);
    }

    private Answer ask(List<Prompt> question) throws CallEnded {
        Answer answer = call.ask(new Question(question, PATIENCE_FOR_A_KEY));
        if (answer instanceof Answer.Keyed) {
            faxCheck.end();
        }
        return answer;
    }

    private Disposition escalate(List<Line> lines) throws CallEnded {
        var rules = practice.emergency();
        call.announce(prompts.ringingEmergency()); // Heard while the first line rings already.
        Optional<Prompt> question =
                rules.confirmByKey() ? Optional.of(prompts.onCallQuestion(Urgency.VITAL)) : Optional.empty();
        return escalation.ring(lines, rules.ringTimeout(), question, Optional.empty()) ? ESCALATED : unaccepted();
    }

    private Disposition onCall(List<Line> firstRound, Urgency urgency) throws CallEnded {
        call.keep();
        call.announce(prompts.ringingOnCall());
        List<Line> lines = firstRound;
        for (int round = practice.onCall().map(OnCall::rounds).orElse(0); round > 0; round--) {
            if (ringsOnCall(lines, urgency)) {
                return ESCALATED;
            }
            lines = practices.onCallAt(practice, clock.instant()); // Another may be on call by now.
        }
        return unaccepted();
    }

    private boolean ringsOnCall(List<Line> lines, Urgency urgency) throws CallEnded {
        return escalation.ring(
                lines,
                practice.onCall().orElseThrow().patience(),
                Optional.of(prompts.onCallQuestion(urgency)),
                Optional.of(prompts.ringingNext()));
    }

    /// Nobody took the call: the caller must not lose another minute with us.
    private Disposition unaccepted() throws CallEnded {
        LOG.atError()
                .addKeyValue("call", call.id())
                .addKeyValue("practice", practice.id())
                .log("escalation.unaccepted");
        sayDialEmergency();
        return TOLD_TO_DIAL_EMERGENCY;
    }

    private void sayDialEmergency() throws CallEnded {
        for (Prompt prompt : inEachLanguage(Prompts::dialEmergency)) {
            call.play(prompt);
        }
    }

    /// In each language that the caller may need: whoever pressed 1 at once has chosen none.
    private List<Prompt> inEachLanguage(Function<Prompts, Prompt> prompt) {
        return practice.languages().forCriticalPrompts().stream()
                .map(practice::promptsIn)
                .map(prompt)
                .toList();
    }

    private Disposition follow(Said said) throws CallEnded {
        return switch (practice.routeOf(practice.routingContextOf(said, call.did(), caller, clock.instant()))) {
            case Route.Queue(var as) -> hold(as.orElse(said.urgency()));
            case Route.OnCall() -> onCall(practices.onCallAt(practice, clock.instant()), said.urgency());
            case Route.Transfer(Line line) -> putThrough(line);
            case Route.Message() -> takeMessage();
            case Route.Announcement() -> closed();
            case Route.Fallback() -> TO_FALLBACK;
        };
    }

    private Disposition putThrough(Line line) throws CallEnded {
        call.announce(prompts.puttingThrough());
        journal.transferring(line);
        return talksTo(line) ? HANDLED : toFallback();
    }

    private Disposition closed() throws CallEnded {
        call.play(prompts.closed());
        if (practice.messages().whenClosed()) {
            return takeMessage();
        }
        sayDialEmergency();
        return TOLD_CLOSED;
    }

    private Disposition takeMessage() throws CallEnded {
        recording.over(); // From here on the caller's keys are digits, and object to nothing.
        return messages.take(prompts) == MessageTaking.Ending.KEPT ? MESSAGE_TAKEN : TOLD_CLOSED;
    }

    private Disposition hold(Urgency urgency) throws CallEnded {
        onCallMeanwhile.waits(urgency, clock.instant());
        return waitOn(urgency);
    }

    private Disposition waitOn(Urgency urgency) throws CallEnded {
        recording.announce(call, prompts.recordingNotice());
        ifTheCallerLeaves = ABANDONED;
        int notRung = 0;
        while (notRung < MOST_TIMES_NOT_RUNG) {
            switch (queue.hold(call, practice, urgency, onCallMeanwhile.due(), journal)) {
                case AssistantReserved(var reservation) -> {
                    BridgeOutcome outcome = talk(reservation);
                    if (outcome == BridgeOutcome.TALKED) {
                        return parted(urgency);
                    }
                    notRung += outcome == BridgeOutcome.NOT_RUNG ? 1 : 0;
                }
                case OnCallDue() -> {
                    if (onCallMeanwhile.ring(urgency)) {
                        return ESCALATED;
                    }
                }
                case PracticeClosed() -> {
                    return closed();
                }
                case CallbackRequested() -> {
                    askWhereToCallBack();
                    if (callback.isPromised()) {
                        return CALLBACK_PROMISED;
                    }
                }
                case MessageRequested() -> {
                    return takeMessage();
                }
                case TimedOut() -> {
                    return toFallback();
                }
                case QueueFull() -> {
                    ifTheCallerLeaves = LEFT_EARLY; // Whoever was never in a queue cannot abandon one.
                    return toFallback();
                }
            }
        }
        queue.leave(call, practice);
        return toFallback();
    }

    /// The caller keeps the place meanwhile, and whatever comes of it.
    private void askWhereToCallBack() throws CallEnded {
        boolean stays = false;
        try {
            callback.take(prompts);
            stays = true;
        } finally {
            if (!stays) {
                queue.leave(call, practice); // The caller left, or something of ours failed.
            }
        }
    }

    private Disposition toFallback() throws CallEnded {
        call.play(prompts.ringingFallback());
        return TO_FALLBACK;
    }

    /// Rings the assistant; where she does not answer, the caller is back in the queue with the same place.
    private BridgeOutcome talk(Reservation reservation) throws CallEnded {
        try (reservation) {
            if (reservation.wasAlreadyAnswered()) {
                return BridgeOutcome.TALKED;
            }
            recording.listen(call);
            return reservation.completed(
                    call.bridge(reservation.line(), reservation.ringTimeout(), () -> joined(reservation)));
        }
    }

    private void joined(Reservation reservation) {
        ifTheCallerLeaves = HANDLED;
        reservation.connected();
        recording.joined(reservation.assistant());
        transfer.talksWith(reservation.assistant());
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
        return call.bridge(line, practice.transfers().ringTimeout(), this::transferred) == BridgeOutcome.TALKED;
    }

    private void transferred() {
        recording.transferred();
        journal.passed(Station.TRANSFERRED);
    }
}
