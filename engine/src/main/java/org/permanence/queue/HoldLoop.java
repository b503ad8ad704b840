package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Prompt;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.practice.Practice;
import org.permanence.practice.Prompts;
import org.permanence.practice.SpokenWaitEstimate;
import org.permanence.triage.Urgency;

/// The queue as a caller lives it: music, now and then the position and a forecast, until an assistant is reserved.
public final class HoldLoop implements CallQueue {

    /// How often a waiting call looks into the store by itself: an offer made by another node, or told to nobody.
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

    /// How late a waiting caller may notice that the practice has closed.
    private static final Duration OPENING_HOURS_CHECK_INTERVAL = Duration.ofSeconds(30);

    /// The keys a waiting caller may press. Not 1 and 2, which answer the emergency question, nor 9, which objects
    /// to the recording.
    private static final char CALLBACK_KEY = '5';

    private static final char MESSAGE_KEY = '6';

    private final TeamQueue queue;
    private final WaiterSignals signals;
    private final AssistantDirectory assistants;
    private final OverflowOffers overflowOffers;
    private final CallerMemoryStore callerMemory;
    private final InstantSource clock;

    public HoldLoop(
            TeamQueue queue,
            WaiterSignals signals,
            AssistantDirectory assistants,
            CallerMemoryStore callerMemory,
            InstantSource clock) {
        this.queue = queue;
        this.signals = signals;
        this.assistants = assistants;
        this.callerMemory = callerMemory;
        this.overflowOffers = new OverflowOffers(queue, assistants, clock);
        this.clock = clock;
    }

    @Override
    public WaitOutcome hold(
            Call call, Practice practice, Urgency urgency, Optional<Instant> onCallDueAt, CallEventLog events)
            throws CallEnded {
        signals.register(call.id());
        try {
            call.onHangup(cause -> signals.send(call.id(), new WaiterSignals.Signal.CallerLeft(cause)));
            CallerMemory memory = call.isResumed() ? CallerMemory.EMPTY : callerMemory.recall(call, practice);
            Optional<EnqueueResult> result = queue.enqueue(call, practice, urgency, memory);
            if (result.isEmpty()) {
                return new WaitOutcome.QueueFull();
            }
            if (result.get().origin() == EnqueueResult.Origin.NEW) {
                events.record(CallEvent.QUEUED);
            }
            return holdEntry(new HeldCaller(call, practice, result.get(), onCallDueAt.orElse(Instant.MAX), events));
        } finally {
            signals.unregister(call.id());
        }
    }

    @Override
    public void leave(Call call, Practice practice) {
        queue.leave(call.id(), practice.team());
    }

    @Override
    public boolean isQueued(Call call) {
        return queue.isQueued(call.id());
    }

    @Override
    public void resumeAssignment(Call call, Practice practice) {
        queue.resumeAssignment(call.id(), practice.team());
    }

    private WaitOutcome holdEntry(HeldCaller caller) throws CallEnded {
        boolean isStillQueued = false;
        try {
            WaitOutcome outcome = caller.enqueued().entry().onCallRinging()
                    ? new WaitOutcome.OnCallDue() // Their telephones may be ringing still: no assistant's beside them.
                    : waitForOutcome(caller);
            isStillQueued = outcome.isStillQueued();
            return outcome;
        } catch (CallEnded left) {
            callerMemory.savePosition(
                    caller.call(), caller.practice(), caller.enqueued().entry());
            throw left;
        } finally {
            if (!isStillQueued) {
                // The caller left, the patience is over, or something of ours failed.
                queue.leave(caller.call().id(), caller.practice().team());
            }
        }
    }

    /// One caller who waits.
    ///
    /// @param onCallDueAt when whoever is on call is to be rung
    private record HeldCaller(
            Call call, Practice practice, EnqueueResult enqueued, Instant onCallDueAt, CallEventLog events) {

        /// Whoever may be in danger stays on the line.
        boolean isRoutine() {
            return enqueued.entry().urgency() == Urgency.ROUTINE;
        }

        Instant maxWaitEnd() {
            return enqueued.entry().since().plus(practice.queue().maxWait());
        }
    }

    private WaitOutcome waitForOutcome(HeldCaller caller) throws CallEnded {
        Instant end = earlier(caller.maxWaitEnd(), caller.onCallDueAt());
        Instant announceAt = nextAnnouncement(caller.practice());
        Optional<WaitOutcome> outcome = reservationFor(caller, caller.enqueued());
        if (outcome.isEmpty()) {
            // An assistant who is free now is rung at once: the caller is not held.
            outcome = awaitSignal(caller, clock.instant());
        }
        if (outcome.isEmpty()) {
            outcome = announceMissingLanguage(caller);
        }
        while (outcome.isEmpty() && clock.instant().isBefore(end) && !isReleased(caller)) {
            caller.call().holdMusic();
            Instant until = earlier(earlier(end, announceAt), nextOpeningHoursCheck(caller.practice()));
            outcome = pollUntil(caller, until);
            if (outcome.isEmpty()) {
                outcome = announceMissingLanguage(caller);
            }
            if (outcome.isEmpty() && !clock.instant().isBefore(announceAt)) {
                outcome = announce(caller, end);
                announceAt = nextAnnouncement(caller.practice());
            }
        }
        return outcome.orElseGet(() -> outcomeWithoutAnswer(caller));
    }

    /// How a wait ends that brought no offer.
    private WaitOutcome outcomeWithoutAnswer(HeldCaller caller) {
        if (isReleased(caller)) {
            return new WaitOutcome.PracticeClosed();
        }
        if (!clock.instant().isBefore(caller.maxWaitEnd())) {
            return new WaitOutcome.TimedOut();
        }
        return queue.suspendAssignment(caller.enqueued().entry())
                .flatMap(reserved -> reservationFor(caller, reserved))
                .orElseGet(WaitOutcome.OnCallDue::new);
    }

    /// Says the position, then the forecast, then what else the caller may choose. Whoever is rung meanwhile hears
    /// no more of it; a sentence that has begun is never cut, and costs an assistant who is ready then some
    /// seconds.
    private Optional<WaitOutcome> announce(HeldCaller caller, Instant end) throws CallEnded {
        Prompts prompts = caller.practice().prompts();
        caller.call().play(prompts.position(queue.position(caller.enqueued().entry())));
        Optional<WaitOutcome> outcome = awaitSignal(caller, clock.instant());
        if (outcome.isEmpty() && caller.practice().queue().announcesWaitEstimate()) {
            playWaitEstimate(caller, end);
            outcome = awaitSignal(caller, clock.instant());
        }
        if (outcome.isEmpty()) {
            playAlternatives(caller, prompts);
        }
        return outcome;
    }

    private void playWaitEstimate(HeldCaller caller, Instant end) throws CallEnded {
        Duration maxWait = Duration.between(clock.instant(), end);
        Optional<SpokenWaitEstimate> estimate = queue.waitEstimate(
                caller.enqueued().entry(), assistants, maxWait.isNegative() ? Duration.ZERO : maxWait);
        for (Prompt prompt :
                estimate.map(caller.practice().prompts()::waitEstimate).orElse(List.of())) {
            caller.call().play(prompt);
        }
    }

    /// A caller who has chosen a language that nobody who is there speaks is told so, once, and answered in
    /// another: to wait for a shift that does not come would be worse. The others are asked after the caller was
    /// told.
    private Optional<WaitOutcome> announceMissingLanguage(HeldCaller caller) throws CallEnded {
        QueueEntry known = caller.enqueued().entry();
        Optional<QueueEntry> unserved =
                known.language().flatMap(_ -> queue.currentEntry(known)).filter(this::lacksSpeaker);
        if (unserved.isEmpty()) {
            return Optional.empty();
        }
        caller.call().play(caller.practice().prompts().languageUnavailable());
        queue.dropLanguageRequirement(unserved.get());
        return awaitSignal(caller, clock.instant());
    }

    private boolean lacksSpeaker(QueueEntry entry) {
        return entry.isLanguageRequired()
                && queue.servingAssistants(entry.team(), assistants).stream().noneMatch(entry::mayBeOfferedTo);
    }

    private void playAlternatives(HeldCaller caller, Prompts prompts) throws CallEnded {
        if (mayRequestCallback(caller)) {
            caller.call().play(prompts.callbackOffer());
        }
        if (mayLeaveMessage(caller)) {
            caller.call().play(prompts.messageOffer());
        }
    }

    private static boolean mayRequestCallback(HeldCaller caller) {
        return caller.isRoutine()
                && caller.practice().returningCallers().callback().isPresent();
    }

    private static boolean mayLeaveMessage(HeldCaller caller) {
        return caller.isRoutine() && caller.practice().messages().whileQueued();
    }

    private boolean isReleased(HeldCaller caller) {
        return caller.isRoutine() && caller.practice().releasesRoutineCallersAt(clock.instant());
    }

    private Optional<WaitOutcome> pollUntil(HeldCaller caller, Instant until) throws CallEnded {
        Optional<WaitOutcome> outcome = Optional.empty();
        while (outcome.isEmpty() && clock.instant().isBefore(until)) {
            outcome = awaitSignal(caller, earlier(until, clock.instant().plus(POLL_INTERVAL)));
            if (outcome.isEmpty()) {
                Optional<QueueEntry> current =
                        queue.currentEntry(caller.enqueued().entry());
                outcome = current.flatMap(entry -> reservationFor(caller, alreadyQueued(entry)));
                current.ifPresent(overflowOffers::offerFirstEligible);
                if (current.filter(this::lacksSpeaker).isPresent()) {
                    return outcome; // The caller is to be told something.
                }
            }
        }
        return outcome;
    }

    private Optional<WaitOutcome> awaitSignal(HeldCaller caller, Instant until) throws CallEnded {
        Optional<WaiterSignals.Signal> signal = nextSignal(caller.call(), until);
        return signal.isPresent() ? outcomeOf(signal.get(), caller) : Optional.empty();
    }

    private Optional<WaitOutcome> outcomeOf(WaiterSignals.Signal signal, HeldCaller caller) throws CallEnded {
        return switch (signal) {
            case WaiterSignals.Signal.AssistantReserved(var entry) -> reservationFor(caller, alreadyQueued(entry));
            case WaiterSignals.Signal.KeyPressed(char key) -> outcomeOfKey(caller, key);
            case WaiterSignals.Signal.CallerLeft(var cause) -> throw new CallEnded(cause);
        };
    }

    private static Optional<WaitOutcome> outcomeOfKey(HeldCaller caller, char key) {
        if (key == CALLBACK_KEY && mayRequestCallback(caller)) {
            return Optional.of(new WaitOutcome.CallbackRequested());
        }
        return key == MESSAGE_KEY && mayLeaveMessage(caller)
                ? Optional.of(new WaitOutcome.MessageRequested())
                : Optional.empty();
    }

    private Optional<WaitOutcome> reservationFor(HeldCaller caller, EnqueueResult enqueued) {
        return enqueued.entry().offeredTo().flatMap(assistants::find).map(assistant -> {
            if (enqueued.origin()
                    != EnqueueResult.Origin.ALREADY_ANSWERED) { // Whoever has talked already is rung for nobody.
                caller.events().record(CallEvent.ASSISTANT_RESERVED, assistant.login());
            }
            return new WaitOutcome.AssistantReserved(new Reservation(
                    queue, enqueued, assistant, caller.events(), memoryListener(caller, assistant, enqueued)));
        });
    }

    private Reservation.Listener memoryListener(HeldCaller caller, Assistant assistant, EnqueueResult enqueued) {
        return new Reservation.Listener() {
            @Override
            public void onConnected() {
                callerMemory.saveLastAssistant(caller.call(), caller.practice(), assistant.login());
            }

            @Override
            public void onAbandoned() {
                callerMemory.savePosition(caller.call(), caller.practice(), enqueued.entry());
            }
        };
    }

    private static EnqueueResult alreadyQueued(QueueEntry entry) {
        return new EnqueueResult(entry, EnqueueResult.Origin.EXISTING);
    }

    private Optional<WaiterSignals.Signal> nextSignal(Call call, Instant until) throws CallEnded {
        try {
            Duration limit = Duration.between(clock.instant(), until);
            return signals.await(call.id(), limit.isNegative() ? Duration.ZERO : limit);
        } catch (InterruptedException _) {
            // Only the end of the house interrupts a call's thread; the dialplan goes on with the caller.
            throw new IllegalStateException("wait: interrupted (expected: until the house ends)");
        }
    }

    private Instant nextAnnouncement(Practice practice) {
        Duration interval = practice.queue().announceEvery();
        return interval.isZero() ? Instant.MAX : clock.instant().plus(interval);
    }

    private Instant nextOpeningHoursCheck(Practice practice) {
        return practice.closing().releasesRoutineCallers()
                ? clock.instant().plus(OPENING_HOURS_CHECK_INTERVAL)
                : Instant.MAX;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
