package org.permanence.dialplan;

import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.CALLBACK_BOOKED;
import static org.permanence.flow.Disposition.CLOSED_ANNOUNCED;
import static org.permanence.flow.Disposition.EMERGENCY_ANNOUNCED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.FAX;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.MESSAGE_TAKEN;
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
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.CallRecord;
import org.permanence.oncall.OnCallPolicy;
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
import org.permanence.triage.MenuStep;
import org.permanence.triage.MenuStep.Asks;
import org.permanence.triage.MenuStep.AsksEmergency;
import org.permanence.triage.MenuStep.Done;
import org.permanence.triage.Route;
import org.permanence.triage.TriageMenu;
import org.permanence.triage.TriageResult;
import org.permanence.triage.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reception: a patient calls the practice, and ends with a person, the fallback line or the emergency number.
///
/// 1. The emergency question comes first, whatever the hour: key 1 rings the emergency lines in turn. It is asked
/// in each language the practice offers; a key chooses one for the rest of the call, and the question is asked
///    again. A fax machine that calls presses no key, and is told from a person meanwhile ([FaxDetection]).
/// 2. Key 2 asks what the practice asks, if it asks anything. Any other key, and silence, are asked once more, then
///    unclear.
/// 3. The practice's rules say where the call goes: to the queue, until an assistant answers; to whoever is on
///    call, until one of them accepts; to a line of the practice; to the word that it is closed, after
///    which it takes a message if it says so; to the fallback line.
/// 4. For whoever waits, and cannot wait for long, whoever is on call is rung meanwhile, if the practice says so
///    ([OnCallWhileQueued]).
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
    private static final int MAX_FAILED_RINGS = 3;

    /// Whoever comes back from here has talked to the end.
    private static final Set<CallEvent> AFTER_CONVERSATION =
            Set.of(CallEvent.BRIDGE_ENDED, CallEvent.WRAPPING_UP, CallEvent.TRANSFERRED);

    private static final Duration DIGIT_TIMEOUT = Duration.ofSeconds(5);

    private final Call call;
    private final PracticeDirectory practices;
    private Practice practice;
    private Prompts prompts;
    private final CallQueue queue;
    private final CallEventLog events;
    private final InstantSource clock;
    private final CallRecording recording;
    private final Transfer transfer;
    private final MessageMenu messageMenu;
    private final CallbackMenu callbackMenu;
    private final CallerHistory.Caller caller;
    private final Escalation escalation;
    private final OnCallWhileQueued onCallWhileQueued;
    private final FaxDetection faxDetection;
    private final Optional<CallRecord> recordBeforeRestart;
    private Disposition dispositionOnHangup = LEFT_EARLY;

    /// @param practices who knows whoever is on call
    /// @param caller what is known of whoever calls
    /// @param recordBeforeRestart what the journal knows of the call, where it comes back after a restart of the
    /// engine
    Reception(
            Call call,
            PracticeDirectory practices,
            Practice practice,
            CallQueue queue,
            CallEventLog events,
            CallRecording recording,
            Transfer transfer,
            MessageMenu messageMenu,
            CallbackMenu callbackMenu,
            CallerHistory.Caller caller,
            InstantSource clock,
            Optional<CallRecord> recordBeforeRestart) {
        this.call = call;
        this.practices = practices;
        this.practice = practice;
        this.prompts = practice.prompts();
        this.queue = queue;
        this.events = events;
        this.recording = recording;
        this.transfer = transfer;
        this.messageMenu = messageMenu;
        this.callbackMenu = callbackMenu;
        this.caller = caller;
        this.escalation = new Escalation(call, events, () -> dispositionOnHangup = ESCALATED);
        this.onCallWhileQueued = new OnCallWhileQueued(
                call, practices, practice, queue, events, recording, clock, () -> dispositionOnHangup = ESCALATED);
        this.faxDetection = new FaxDetection(call);
        this.clock = clock;
        this.recordBeforeRestart = recordBeforeRestart;
    }

    @Override
    public Disposition run() throws CallEnded {
        if (recordBeforeRestart.isPresent()
                && recordBeforeRestart.get().urgency().isPresent()) {
            return resume(
                    recordBeforeRestart.get(),
                    recordBeforeRestart.get().urgency().get());
        }
        answerAndGreet();
        Optional<TriageResult> triaged = triage();
        if (triaged.isEmpty()) {
            return FAX;
        }
        TriageResult triage = triaged.get();
        events.triaged(triage.urgency(), practice.languages().chosen());
        return triage.urgency() == Urgency.VITAL ? escalate(practice.emergency().lines()) : route(triage);
    }

    @Override
    public Disposition dispositionOnHangup() {
        if (messageMenu.hasMessage()) {
            return MESSAGE_TAKEN;
        }
        return callbackMenu.isBooked() ? CALLBACK_BOOKED : dispositionOnHangup;
    }

    @Override
    public void ended(Disposition disposition, Optional<HangupCause> cause) {
        transfer.callEnded();
        recording.flowEnded();
        messageMenu.flowEnded();
        events.ended(disposition, cause);
    }

    private Disposition resume(CallRecord record, Urgency urgency) throws CallEnded {
        events.record(
                record.lastEvent() == CallEvent.CALLBACK_RINGING ? CallEvent.CALLBACK_ANSWERED : CallEvent.RESUMED);
        record.language().ifPresent(this::switchTo);
        if (record.lastEvent() == CallEvent.MESSAGE_LEFT) {
            return MESSAGE_TAKEN;
        }
        if (AFTER_CONVERSATION.contains(record.lastEvent())) {
            return urgency == Urgency.VITAL ? ESCALATED : HANDLED;
        }
        return urgency == Urgency.VITAL
                ? resumeEmergency(record)
                : resumeNonEmergency(record, new TriageResult(urgency));
    }

    private Disposition resumeEmergency(CallRecord record) throws CallEnded {
        return switch (record.lastEvent()) {
            // They talked while the engine was away, and the caller has come back.
            case BRIDGED, ACCEPTED -> ESCALATED;
            default -> escalate(fromLastRung(record, practice.emergency().lines()));
        };
    }

    private Disposition resumeNonEmergency(CallRecord record, TriageResult triage) throws CallEnded {
        return switch (record.lastEvent()) {
            case TRIAGED -> route(triage);
            case ACCEPTED -> ESCALATED;
            case ESCALATING, NOT_ACCEPTED ->
                resumeOnCall(fromLastRung(record, practices.onCallAt(practice, clock.instant())), triage.urgency());
            // Whoever has waited already waits on, even after closing time.
            default -> {
                onCallWhileQueued.startWait(triage.urgency(), record.arrived());
                yield waitInQueue(triage.urgency());
            }
        };
    }

    /// Doctors were being rung: for a caller who waits beside, where there is a place in the queue.
    private Disposition resumeOnCall(List<Line> lines, Urgency urgency) throws CallEnded {
        if (!queue.isQueued(call)) {
            return ringOnCallRounds(lines, urgency);
        }
        onCallWhileQueued.resumeRound(urgency, lines);
        return waitInQueue(urgency);
    }

    /// The line that was rung last may still ring, or be asked.
    private static List<Line> fromLastRung(CallRecord record, List<Line> all) {
        int last = record.line().map(all::indexOf).orElse(0);
        return all.subList(Math.max(last, 0), all.size());
    }

    private void answerAndGreet() throws CallEnded {
        events.record(CallEvent.ARRIVED);
        call.answer();
        events.record(CallEvent.ANSWERED);
        if (practice.intake().refusesFaxes()) {
            faxDetection.start();
        }
        call.play(prompts.greeting());
        events.record(CallEvent.GREETED);
    }

    /// What the caller said; nothing, where it is a fax machine.
    private Optional<TriageResult> triage() throws CallEnded {
        TriageMenu menu = practice.intake().questions();
        MenuStep step = menu.firstStep();
        while (true) {
            switch (step) {
                case AsksEmergency _ -> step = afterEmergencyQuestion(menu, step);
                case Asks(var question, var _) ->
                    step = menu.next(step, ask(List.of(prompts.question(question.name()))));
                case Done(TriageResult triage) -> {
                    faxDetection.stop();
                    return Optional.of(triage);
                }
            }
            if (faxDetection.isFax(inEachLanguage(Prompts::faxQuestion))) {
                return Optional.empty();
            }
        }
    }

    /// A key that chooses a language answers nothing: the same is asked again, in that language.
    private MenuStep afterEmergencyQuestion(TriageMenu menu, MenuStep step) throws CallEnded {
        Answer answer = ask(practice.emergencyQuestion());
        Optional<Language> language = practice.languages().chosenBy(answer);
        language.ifPresent(this::switchTo);
        return language.isPresent() ? step : menu.next(step, answer);
    }

    private void switchTo(Language language) {
        practice = practice.inLanguage(language);
        prompts = practice.prompts();
        onCallWhileQueued.setPrompts(prompts);
    }

    private Answer ask(List<Prompt> question) throws CallEnded {
        Answer answer = call.ask(new Question(question, DIGIT_TIMEOUT));
        if (answer instanceof Answer.Digit) {
            faxDetection.stop();
        }
        return answer;
    }

    private Disposition escalate(List<Line> lines) throws CallEnded {
        var rules = practice.emergency();
        call.announce(prompts.ringingEmergency()); // Heard while the first line rings already.
        Optional<Prompt> question =
                rules.confirmByKey() ? Optional.of(prompts.onCallQuestion(Urgency.VITAL)) : Optional.empty();
        return escalation.ring(lines, rules.ringTimeout(), question, Optional.empty()) ? ESCALATED : escalationFailed();
    }

    private Disposition ringOnCallRounds(List<Line> firstRound, Urgency urgency) throws CallEnded {
        call.surviveEngineLoss();
        call.announce(prompts.ringingOnCall());
        List<Line> lines = firstRound;
        for (int round = practice.onCall().map(OnCallPolicy::rounds).orElse(0); round > 0; round--) {
            if (ringOnCallRound(lines, urgency)) {
                return ESCALATED;
            }
            lines = practices.onCallAt(practice, clock.instant()); // Another may be on call by now.
        }
        return escalationFailed();
    }

    private boolean ringOnCallRound(List<Line> lines, Urgency urgency) throws CallEnded {
        return escalation.ring(
                lines,
                practice.onCall().orElseThrow().ringTimeout(),
                Optional.of(prompts.onCallQuestion(urgency)),
                Optional.of(prompts.ringingNext()));
    }

    /// Nobody took the call: the caller must not lose another minute with us.
    private Disposition escalationFailed() throws CallEnded {
        LOG.atError()
                .addKeyValue("call", call.id())
                .addKeyValue("practice", practice.id())
                .log("escalation.unaccepted");
        playDialEmergency();
        return EMERGENCY_ANNOUNCED;
    }

    private void playDialEmergency() throws CallEnded {
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

    private Disposition route(TriageResult triage) throws CallEnded {
        return switch (practice.routeOf(practice.routingContextOf(triage, call.did(), caller, clock.instant()))) {
            case Route.Queue(var raised) -> enterQueue(raised.orElse(triage.urgency()));
            case Route.OnCall() -> ringOnCallRounds(practices.onCallAt(practice, clock.instant()), triage.urgency());
            case Route.Transfer(Line line) -> putThrough(line);
            case Route.Message() -> takeMessage();
            case Route.Announcement() -> announceClosed();
            case Route.Fallback() -> TO_FALLBACK;
        };
    }

    private Disposition putThrough(Line line) throws CallEnded {
        call.announce(prompts.puttingThrough());
        events.transferring(line);
        return connectTo(line) ? HANDLED : toFallback();
    }

    private Disposition announceClosed() throws CallEnded {
        call.play(prompts.closed());
        if (practice.messages().whenClosed()) {
            return takeMessage();
        }
        playDialEmergency();
        return CLOSED_ANNOUNCED;
    }

    private Disposition takeMessage() throws CallEnded {
        recording.flowEnded(); // From here on the caller's keys are digits, and object to nothing.
        return messageMenu.run(prompts) == MessageMenu.Result.SAVED ? MESSAGE_TAKEN : CLOSED_ANNOUNCED;
    }

    private Disposition enterQueue(Urgency urgency) throws CallEnded {
        onCallWhileQueued.startWait(urgency, clock.instant());
        return waitInQueue(urgency);
    }

    private Disposition waitInQueue(Urgency urgency) throws CallEnded {
        recording.playNotice(call, prompts.recordingNotice());
        dispositionOnHangup = ABANDONED;
        int failedRings = 0;
        while (failedRings < MAX_FAILED_RINGS) {
            switch (queue.hold(call, practice, urgency, onCallWhileQueued.dueAt(), events)) {
                case AssistantReserved(var reservation) -> {
                    BridgeOutcome outcome = ringAssistant(reservation);
                    if (outcome == BridgeOutcome.CONNECTED) {
                        return afterAssistant(urgency);
                    }
                    failedRings += outcome == BridgeOutcome.FAILED ? 1 : 0;
                }
                case OnCallDue() -> {
                    if (onCallWhileQueued.ringNextDoctor(urgency)) {
                        return ESCALATED;
                    }
                }
                case PracticeClosed() -> {
                    return announceClosed();
                }
                case CallbackRequested() -> {
                    bookCallback();
                    if (callbackMenu.isBooked()) {
                        return CALLBACK_BOOKED;
                    }
                }
                case MessageRequested() -> {
                    return takeMessage();
                }
                case TimedOut() -> {
                    return toFallback();
                }
                case QueueFull() -> {
                    dispositionOnHangup = LEFT_EARLY; // Whoever was never in a queue cannot abandon one.
                    return toFallback();
                }
            }
        }
        queue.leave(call, practice);
        return toFallback();
    }

    /// The caller keeps the place meanwhile, and whatever comes of it.
    private void bookCallback() throws CallEnded {
        boolean stillQueued = false;
        try {
            callbackMenu.run(prompts);
            stillQueued = true;
        } finally {
            if (!stillQueued) {
                queue.leave(call, practice); // The caller left, or something of ours failed.
            }
        }
    }

    private Disposition toFallback() throws CallEnded {
        call.play(prompts.ringingFallback());
        return TO_FALLBACK;
    }

    /// Rings the assistant; where she does not answer, the caller is back in the queue with the same place.
    private BridgeOutcome ringAssistant(Reservation reservation) throws CallEnded {
        try (reservation) {
            if (reservation.wasAlreadyAnswered()) {
                return BridgeOutcome.CONNECTED;
            }
            recording.tapConversation(call);
            return reservation.completed(
                    call.bridge(reservation.line(), reservation.ringTimeout(), () -> assistantConnected(reservation)));
        }
    }

    private void assistantConnected(Reservation reservation) {
        dispositionOnHangup = HANDLED;
        reservation.connected();
        recording.connected(reservation.assistant());
        transfer.connectedTo(reservation.assistant());
    }

    /// The assistant is gone: for good, or because she has handed the caller over.
    private Disposition afterAssistant(Urgency urgency) throws CallEnded {
        Optional<Line> line = transfer.assistantDisconnected();
        if (line.isEmpty() || connectTo(line.get())) {
            return HANDLED;
        }
        recording.transferReturned();
        events.record(CallEvent.TRANSFER_RETURNED);
        return enterQueue(urgency); // Nobody was there: the caller waits for an assistant again.
    }

    private boolean connectTo(Line line) throws CallEnded {
        return call.bridge(line, practice.transfers().ringTimeout(), this::transferConnected)
                == BridgeOutcome.CONNECTED;
    }

    private void transferConnected() {
        recording.transferCompleted();
        events.record(CallEvent.TRANSFERRED);
    }
}
