package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Prompt;
import org.permanence.journal.CallEvent;
import org.permanence.practice.Practice;
import org.permanence.practice.SpokenWaitEstimate;

/// One caller on hold: music, and from time to time the position and the wait estimate, until an assistant is
/// reserved or the wait ends otherwise. Belongs to the call's thread.
///
/// An announcement that has begun is played to its end. If an assistant is reserved during it, the rest is skipped.
final class HeldCall {

    /// How often the entry is read from the store: another node may have reserved an assistant.
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

    /// How long after the practice has closed a routine caller is released at the latest.
    private static final Duration OPENING_HOURS_CHECK_INTERVAL = Duration.ofSeconds(30);

    /// The keys of a caller on hold. Not 1 and 2, which answer the emergency question, nor 9, which objects to the
    /// recording.
    private static final char CALLBACK_KEY = '5';

    private static final char MESSAGE_KEY = '6';

    /// What happens next to the caller.
    private sealed interface HoldEvent {

        record WaitOver(WaitOutcome outcome) implements HoldEvent {}

        /// No assistant who is there speaks the language that the caller has chosen.
        record LanguageUnavailable(QueueEntry entry) implements HoldEvent {}

        record PositionDue() implements HoldEvent {}

        record WaitEstimateDue() implements HoldEvent {}

        record AlternativesDue() implements HoldEvent {}

        /// Nothing is to be announced.
        record Idle() implements HoldEvent {}
    }

    /// What all calls on hold share.
    record Context(
            Admission admission,
            QueueView view,
            OverflowOffers overflowOffers,
            ReservationChanges reservationChanges,
            WaiterSignals signals,
            AssistantDirectory assistants,
            CallerMemoryStore callerMemory,
            OfferCheck offers,
            InstantSource clock) {}

    private final Admission admission;
    private final QueueView view;
    private final OverflowOffers overflowOffers;
    private final ReservationChanges reservationChanges;
    private final WaiterSignals signals;
    private final AssistantDirectory assistants;
    private final CallerMemoryStore callerMemory;
    private final OfferCheck offers;
    private final InstantSource clock;
    private final HeldCaller caller;
    private final Call call;
    private final Practice practice;
    private final QueueEntry entry;
    private final Instant end;
    private Instant announceAt;

    HeldCall(Context context, HeldCaller caller) {
        this.admission = context.admission();
        this.view = context.view();
        this.overflowOffers = context.overflowOffers();
        this.reservationChanges = context.reservationChanges();
        this.signals = context.signals();
        this.assistants = context.assistants();
        this.callerMemory = context.callerMemory();
        this.offers = context.offers();
        this.clock = context.clock();
        this.caller = caller;
        this.call = caller.call();
        this.practice = caller.practice();
        this.entry = caller.enqueued().entry();
        this.end = earlier(caller.maxWaitEnd(), caller.onCallDueAt());
        this.announceAt = nextAnnouncement();
    }

    WaitOutcome waitForOutcome() throws CallEnded {
        HoldEvent event = onEnqueued();
        while (true) {
            switch (event) {
                case HoldEvent.WaitOver(var outcome) -> {
                    return outcome;
                }
                case HoldEvent.LanguageUnavailable(var current) -> event = onLanguageUnavailable(current);
                case HoldEvent.PositionDue() -> event = onPositionDue();
                case HoldEvent.WaitEstimateDue() -> event = onWaitEstimateDue();
                case HoldEvent.AlternativesDue() -> event = onAlternativesDue();
                case HoldEvent.Idle() -> event = onIdle();
            }
        }
    }

    /// If an assistant is ready, the caller hears no music: the assistant is rung at once.
    private HoldEvent onEnqueued() throws CallEnded {
        Optional<WaitOutcome> reserved = reservationFor(caller.enqueued());
        if (reserved.isPresent()) {
            return new HoldEvent.WaitOver(reserved.get());
        }
        return pendingSignal().or(this::missingLanguage).orElseGet(HoldEvent.Idle::new);
    }

    private Optional<HoldEvent> missingLanguage() {
        return entry.language()
                .flatMap(_ -> view.currentEntry(entry))
                .filter(this::lacksSpeaker)
                .map(HoldEvent.LanguageUnavailable::new);
    }

    /// Holds the caller until the next event.
    private HoldEvent onIdle() throws CallEnded {
        if (!clock.instant().isBefore(end) || isReleased() || !isServed()) {
            return new HoldEvent.WaitOver(outcomeWithoutReservation());
        }
        call.holdMusic();
        Instant until = earlier(earlier(end, announceAt), nextOpeningHoursCheck());
        while (clock.instant().isBefore(until)) {
            Optional<WaitOutcome> signalled =
                    awaitSignal(earlier(until, clock.instant().plus(POLL_INTERVAL)));
            if (signalled.isPresent()) {
                return new HoldEvent.WaitOver(signalled.get());
            }
            Optional<HoldEvent> polled = view.currentEntry(entry).flatMap(this::poll);
            if (polled.isPresent()) {
                return polled.get();
            }
        }
        return announcementOrIdle();
    }

    private Optional<HoldEvent> poll(QueueEntry current) {
        Optional<WaitOutcome> reserved = reservationFor(existing(current));
        if (reserved.isPresent()) {
            return reserved.map(HoldEvent.WaitOver::new);
        }
        if (!isServed()) {
            return Optional.of(new HoldEvent.Idle());
        }
        overflowOffers.offerFirstEligible(current);
        return lacksSpeaker(current) ? Optional.of(new HoldEvent.LanguageUnavailable(current)) : Optional.empty();
    }

    /// The caller is told once and then answered in another language. To wait for a shift that does not come would
    /// be worse. The language requirement ends after the announcement, so that the caller hears it first.
    private HoldEvent onLanguageUnavailable(QueueEntry current) throws CallEnded {
        call.play(practice.prompts().languageUnavailable());
        admission.dropLanguageRequirement(current);
        return pendingSignal().orElseGet(this::announcementOrIdle);
    }

    private HoldEvent onPositionDue() throws CallEnded {
        call.play(practice.prompts().position(view.position(entry)));
        return pendingSignal()
                .orElseGet(() -> practice.queue().announcesWaitEstimate()
                        ? new HoldEvent.WaitEstimateDue()
                        : new HoldEvent.AlternativesDue());
    }

    private HoldEvent onWaitEstimateDue() throws CallEnded {
        Duration maxWait = Duration.between(clock.instant(), end);
        Optional<SpokenWaitEstimate> estimate =
                view.waitEstimate(entry, maxWait.isNegative() ? Duration.ZERO : maxWait);
        for (Prompt prompt : estimate.map(practice.prompts()::waitEstimate).orElse(List.of())) {
            call.play(prompt);
        }
        return pendingSignal().orElseGet(HoldEvent.AlternativesDue::new);
    }

    private HoldEvent onAlternativesDue() throws CallEnded {
        if (caller.mayRequestCallback()) {
            call.play(practice.prompts().callbackOffer());
        }
        if (caller.mayLeaveMessage()) {
            call.play(practice.prompts().messageOffer());
        }
        announceAt = nextAnnouncement();
        return new HoldEvent.Idle();
    }

    private HoldEvent announcementOrIdle() {
        return clock.instant().isBefore(announceAt) ? new HoldEvent.Idle() : new HoldEvent.PositionDue();
    }

    private WaitOutcome outcomeWithoutReservation() {
        if (isReleased()) {
            return new WaitOutcome.PracticeClosed();
        }
        if (!clock.instant().isBefore(caller.maxWaitEnd()) || !isServed()) {
            return admission
                    .endWait(call.id(), entry.team(), this::mayAnswer)
                    .flatMap(this::reservationFor)
                    .orElseGet(WaitOutcome.TimedOut::new);
        }
        return admission
                .suspendAssignment(call.id(), entry.team(), this::mayAnswer)
                .flatMap(this::reservationFor)
                .orElseGet(WaitOutcome.OnCallDue::new);
    }

    private boolean mayAnswer(Login login) {
        return assistants.find(login).isPresent() && offers.permits(login, entry);
    }

    /// Whether assistants answer for the practice. A contract may end while the caller waits.
    private boolean isServed() {
        return offers.isServed(practice.id());
    }

    private boolean lacksSpeaker(QueueEntry current) {
        return current.isLanguageRequired()
                && view.servingAssistants(current.team()).stream().noneMatch(current::mayBeAnsweredBy);
    }

    private boolean isReleased() {
        return caller.isRoutine() && practice.releasesRoutineCallersAt(clock.instant());
    }

    /// The event of a signal that has already come.
    private Optional<HoldEvent> pendingSignal() throws CallEnded {
        return awaitSignal(clock.instant()).map(HoldEvent.WaitOver::new);
    }

    private Optional<WaitOutcome> awaitSignal(Instant until) throws CallEnded {
        Optional<WaiterSignals.Signal> signal = nextSignal(until);
        return signal.isPresent() ? outcomeOf(signal.get()) : Optional.empty();
    }

    private Optional<WaiterSignals.Signal> nextSignal(Instant until) {
        try {
            Duration limit = Duration.between(clock.instant(), until);
            return signals.await(call.id(), limit.isNegative() ? Duration.ZERO : limit);
        } catch (InterruptedException _) {
            // Only the engine's shutdown interrupts a call's thread; the dialplan takes the caller over.
            throw new IllegalStateException("wait: interrupted (expected: only when the engine stops)");
        }
    }

    private Optional<WaitOutcome> outcomeOf(WaiterSignals.Signal signal) throws CallEnded {
        return switch (signal) {
            case WaiterSignals.Signal.AssistantReserved(var reserved) -> reservationFor(existing(reserved));
            case WaiterSignals.Signal.KeyPressed(char key) -> outcomeOfKey(key);
            case WaiterSignals.Signal.CallerLeft(var cause) -> throw new CallEnded(cause);
        };
    }

    private Optional<WaitOutcome> outcomeOfKey(char key) {
        if (key == CALLBACK_KEY && caller.mayRequestCallback()) {
            return Optional.of(new WaitOutcome.CallbackRequested());
        }
        return key == MESSAGE_KEY && caller.mayLeaveMessage()
                ? Optional.of(new WaitOutcome.MessageRequested())
                : Optional.empty();
    }

    private Optional<WaitOutcome> reservationFor(EnqueueResult enqueued) {
        Optional<Assistant> assistant = enqueued.entry().reservedAssistant().flatMap(assistants::find);
        if (enqueued.origin() == EnqueueResult.Origin.ALREADY_ANSWERED) { // No telephone rings.
            return assistant.map(talking -> reservation(enqueued, talking));
        }
        Optional<Assistant> permitted =
                assistant.filter(reserved -> offers.permits(reserved.login(), enqueued.entry()));
        if (permitted.isEmpty()) {
            assistant.ifPresent(refused -> reservationChanges.ringFailed(enqueued.entry(), refused));
        }
        permitted.ifPresent(reserved -> caller.events().record(CallEvent.ASSISTANT_RESERVED, reserved.login()));
        return permitted.map(reserved -> reservation(enqueued, reserved));
    }

    private WaitOutcome reservation(EnqueueResult enqueued, Assistant assistant) {
        return new WaitOutcome.AssistantReserved(new Reservation(
                reservationChanges, enqueued, assistant, caller.events(), reservationListener(assistant, enqueued)));
    }

    private Reservation.Listener reservationListener(Assistant assistant, EnqueueResult enqueued) {
        return new Reservation.Listener() {
            @Override
            public void onConnected() {
                offers.answered(assistant.login(), enqueued.entry());
                callerMemory.saveLastAssistant(call, practice, assistant.login());
            }

            @Override
            public void onAbandoned() {
                callerMemory.savePosition(call, practice, enqueued.entry());
            }
        };
    }

    private static EnqueueResult existing(QueueEntry current) {
        return new EnqueueResult(current, EnqueueResult.Origin.EXISTING);
    }

    private Instant nextAnnouncement() {
        Duration interval = practice.queue().announceEvery();
        return interval.isZero() ? Instant.MAX : clock.instant().plus(interval);
    }

    private Instant nextOpeningHoursCheck() {
        return practice.closing().releasesRoutineCallers()
                ? clock.instant().plus(OPENING_HOURS_CHECK_INTERVAL)
                : Instant.MAX;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
