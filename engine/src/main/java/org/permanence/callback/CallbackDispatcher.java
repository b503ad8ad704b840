package org.permanence.callback;

import static org.permanence.flow.Disposition.CALLBACK_FAILED;
import static org.permanence.flow.Disposition.CALLER_REDIALLED;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.call.Dialling;
import org.permanence.call.OutboundCall;
import org.permanence.call.OutboundDialer;
import org.permanence.contact.ContactPolicy;
import org.permanence.durable.DurableCommits;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.Journal;
import org.permanence.practice.CallbackRules;
import org.permanence.practice.CallerPseudonyms;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.CallbackPlaces;
import org.permanence.queue.LanguagePreference;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.SavedPosition;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.CallbackNumbers;
import org.permanence.seal.SealException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls back the callers who booked a callback in the queue.
///
/// 1. The callback keeps the caller's position in the queue and is assigned like any other entry. An assistant is
///    reserved before the patient is called, so no more patients are called than assistants are free.
/// 2. Only then the [ContactPolicy] decides whether the patient may be called now, where they are. If not, the
///    assistant is released and the callback is postponed to the next allowed time.
/// 3. The patient confirms by key 1 that a person has answered. The call then continues like a resumed call, and
///    the assistant is rung.
/// 4. An unanswered attempt releases the assistant. The next attempt follows after the practice's delay; after its
///    last attempt the callback is given up.
///    A person who declines by key 2 ends the callback.
/// 5. A practice books at most as many callbacks as it lets routine callers wait.
/// 6. A patient who calls again first gets their position back, and the callback is cancelled, if the carrier
///    asserts their number.
/// 7. A number has one callback at a time. A caller who requests another one to the same number shares the first,
///    which gets the better position. A number that was typed never ends a callback.
/// 8. A number that was only typed is called at most three times a day, over all practices ([TypedNumberCalls]).
public final class CallbackDispatcher implements CallbackBooking {

    /// The time for the caller to hear the confirmation and hang up.
    private static final Duration HANG_UP_GRACE = Duration.ofSeconds(10);

    /// A callback younger than this may not have its queue entry yet.
    private static final Duration ORPHAN_AFTER = Duration.ofMinutes(1);

    /// If a number cannot be decrypted, no assistant is reserved for its callback again before this time.
    private static final Duration RETRY_WITHOUT_KEYS = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(CallbackDispatcher.class);

    private final CallbackPlaces places;
    private final CallbackStore callbacks;
    private final CallbackNumbers numbers;
    private final CallerPseudonyms pseudonyms;
    private final TypedNumberLimit typedNumbers;
    private final DurableCommits commits;
    private final PracticeDirectory practices;
    private final OutboundDialer dialer;
    private final Journal journal;
    private final Executor threads;
    private final Supplier<CallId> callIds;
    private final InstantSource clock;
    private final Set<CallId> ringing = ConcurrentHashMap.newKeySet();

    /// The stores and keys of callbacks, and the journal.
    public record Stores(
            CallbackStore callbacks,
            CallbackNumbers numbers,
            CallerPseudonyms pseudonyms,
            TypedNumberLimit typedNumbers,
            DurableCommits commits,
            Journal journal) {}

    /// Takes one of the day's calls to a number that was typed.
    @FunctionalInterface
    public interface TypedNumberLimit {

        /// As [TypedNumberCalls#take].
        ///
        /// @throws SealException if the keys are unavailable
        Optional<Instant> take(PhoneNumber number, Instant now);
    }

    public CallbackDispatcher(
            CallbackPlaces places, Stores stores, PracticeDirectory practices, Dialling dialling, InstantSource clock) {
        this.places = places;
        this.callbacks = stores.callbacks();
        this.numbers = stores.numbers();
        this.pseudonyms = stores.pseudonyms();
        this.typedNumbers = stores.typedNumbers();
        this.commits = stores.commits();
        this.journal = stores.journal();
        this.practices = practices;
        this.dialer = dialling.dialer();
        this.threads = dialling.threads();
        this.callIds = dialling.callIds();
        this.clock = clock;
    }

    @Override
    public boolean book(Call call, Practice practice, PhoneNumber number) {
        try {
            Optional<String> callerPseudonym = pseudonyms.of(practice.id(), number);
            boolean booked = callerPseudonym.isPresent() && book(call, practice, number, callerPseudonym.get());
            if (booked) {
                commits.force(); // The caller is promised the callback next.
            }
            return booked;
        } catch (StoreUnavailableException | SealException fault) {
            LOG.atError().setCause(fault).log("callback.not-booked");
            return false;
        }
    }

    private boolean book(Call call, Practice practice, PhoneNumber number, String callerPseudonym) {
        Instant now = clock.instant();
        boolean asserted = call.isCallerAsserted() && call.caller().equals(Optional.of(number));
        Optional<CallId> pending =
                pendingRequest(practice, callerPseudonym, now).map(CallbackRequest::call);
        CallId callback = pending.orElseGet(callIds);
        if (pending.isEmpty() || asserted) {
            callbacks.save(new CallbackRequest(
                    callback,
                    practice.id(),
                    callerPseudonym,
                    numbers.seal(practice.id(), callback, CallbackNumbers.NumberOwner.PATIENT, number, now),
                    numbers.seal(practice.id(), callback, CallbackNumbers.NumberOwner.PRACTICE, call.did(), now),
                    now,
                    0,
                    asserted));
        }
        return pending.isPresent()
                ? places.join(call.id(), practice, callback, now.plus(HANG_UP_GRACE))
                : bookNew(call, practice, callback, now);
    }

    private Optional<CallbackRequest> pendingRequest(Practice practice, String callerPseudonym, Instant now) {
        return callbacks
                .find(practice.id(), callerPseudonym)
                .filter(request -> CallbackNumbers.canBeOpened(request.requestedAt(), now))
                .filter(request -> places.isPending(request.call()));
    }

    private boolean bookNew(Call call, Practice practice, CallId callback, Instant now) {
        Optional<QueueEntry> booked = places.book(call.id(), practice, callback, now.plus(HANG_UP_GRACE));
        if (booked.isEmpty()) {
            callbacks.remove(callback);
            return false;
        }
        QueueEntry entry = booked.get();
        callJournal(callback, practice.id())
                .triaged(entry.urgency(), entry.language().map(LanguagePreference::language));
        return true;
    }

    /// Starts an attempt for a callback for which an assistant is reserved. Called by the queue; returns at once.
    public void onAssistantReserved(QueueEntry reserved) {
        if (ringing.add(reserved.call())) {
            threads.execute(() -> ring(reserved));
        }
    }

    /// Whether this engine is calling the patient, or is about to.
    public boolean isRinging(CallId call) {
        return ringing.contains(call);
    }

    private void ring(QueueEntry reserved) {
        boolean isRinging = false;
        try {
            isRinging = startAttempt(reserved);
        } catch (SealException keysUnavailable) {
            LOG.atError()
                    .addKeyValue("call", reserved.call())
                    .setCause(keysUnavailable)
                    .log("callback.dial-failed");
            places.postpone(reserved, clock.instant().plus(RETRY_WITHOUT_KEYS));
        } catch (StoreUnavailableException unavailable) {
            LOG.atError()
                    .addKeyValue("call", reserved.call())
                    .setCause(unavailable)
                    .log("callback.dial-failed");
        } finally {
            if (!isRinging) {
                ringing.remove(reserved.call()); // The reconciler releases an assistant who is still reserved.
            }
        }
    }

    private boolean startAttempt(QueueEntry reserved) {
        Instant now = clock.instant();
        Optional<CallbackRequest> known = callbacks
                .find(reserved.call())
                .filter(request -> CallbackNumbers.canBeOpened(request.requestedAt(), now));
        Optional<PhoneNumber> dialled = known.map(this::dialledNumber);
        Optional<Practice> practice = dialled.flatMap(practices::findByNumber);
        Optional<CallbackRules> rules =
                practice.flatMap(answering -> answering.returningCallers().callback());
        if (known.isEmpty() || rules.isEmpty()) {
            endAttempts(reserved, CALLBACK_FAILED); // The practice no longer calls back, or the callback has expired.
            return false;
        }
        CallbackRequest attempt = known.get().withNextAttempt();
        PhoneNumber number = patientNumber(attempt);
        ContactPolicy contact = ContactPolicy.of(practice.get(), rules.get().hours(), number);
        if (!contact.mayCallAt(now)) {
            places.postpone(reserved, contact.nextCallTime(now));
            return false;
        }
        Optional<Instant> nextAllowed = attempt.numberAsserted() ? Optional.empty() : typedNumbers.take(number, now);
        if (nextAllowed.isPresent()) {
            places.postpone(reserved, contact.nextCallTime(nextAllowed.get()));
            return false;
        }
        callbacks.save(attempt);
        CallEventLog callJournal = callJournal(attempt.call(), attempt.practice());
        reserved.reservedAssistant().ifPresent(login -> callJournal.record(CallEvent.CALLBACK_RINGING, login));
        dialer.dial(
                new OutboundCall.Callback(
                        attempt.call(),
                        number,
                        dialled.get(),
                        rules.get().trunk(),
                        rules.get().ringTimeout(),
                        inCallerLanguage(practice.get(), reserved).prompts().callbackQuestion()),
                new Attempt(reserved, attempt, contact, rules.get()));
        return true;
    }

    /// The practice with its prompts in the caller's language.
    private static Practice inCallerLanguage(Practice practice, QueueEntry reserved) {
        return reserved.language()
                .map(chosen -> practice.inLanguage(chosen.language()))
                .orElse(practice);
    }

    private PhoneNumber patientNumber(CallbackRequest request) {
        return numbers.open(
                request.practice(),
                request.call(),
                CallbackNumbers.NumberOwner.PATIENT,
                request.number(),
                request.requestedAt());
    }

    private PhoneNumber dialledNumber(CallbackRequest request) {
        return numbers.open(
                request.practice(),
                request.call(),
                CallbackNumbers.NumberOwner.PRACTICE,
                request.dialled(),
                request.requestedAt());
    }

    /// Cancels the callback that this caller booked, and returns its position in the queue; empty if there is none.
    Optional<SavedPosition> onCallerRedialled(Practice practice, String callerPseudonym) {
        Optional<CallbackRequest> pending = callbacks.find(practice.id(), callerPseudonym);
        return pending.flatMap(request -> {
            dialer.cancel(request.call());
            Optional<SavedPosition> position = places.cancel(request.call(), practice.team());
            position.ifPresent(_ -> finish(request.call(), practice.id(), CALLER_REDIALLED));
            return position;
        });
    }

    /// The position of the callback that was booked for this number; empty if there is none.
    Optional<SavedPosition> positionOf(Practice practice, String callerPseudonym) {
        return callbacks.find(practice.id(), callerPseudonym).flatMap(request -> places.position(request.call()));
    }

    /// Cancels the callback of a patient; does nothing if there is none.
    public void cancel(Practice practice, String callerPseudonym) {
        onCallerRedialled(practice, callerPseudonym);
    }

    /// Deletes callbacks without a queue entry: an engine stopped between the two writes.
    public void removeOrphans() {
        Instant cutoff = clock.instant().minus(ORPHAN_AFTER);
        callbacks.all().stream()
                .filter(request -> request.requestedAt().isBefore(cutoff) && !places.isPending(request.call()))
                .forEach(request -> callbacks.remove(request.call()));
    }

    private void endAttempts(QueueEntry entry, Disposition disposition) {
        places.cancel(entry.call(), entry.team());
        finish(entry.call(), entry.practice(), disposition);
    }

    private void finish(CallId call, PracticeId practice, Disposition disposition) {
        callbacks.remove(call);
        ringing.remove(call);
        callJournal(call, practice).ended(disposition, Optional.empty());
    }

    private CallEventLog callJournal(CallId call, PracticeId practice) {
        return new CallEventLog(journal, call, practice, clock);
    }

    /// One attempt, once the patient's phone rings.
    private final class Attempt implements OutboundDialer.OutboundListener {

        private final QueueEntry reserved;
        private final CallbackRequest request;
        private final ContactPolicy contact;
        private final CallbackRules rules;

        Attempt(QueueEntry reserved, CallbackRequest request, ContactPolicy contact, CallbackRules rules) {
            this.reserved = reserved;
            this.request = request;
            this.contact = contact;
            this.rules = rules;
        }

        @Override
        public void accepted() {
            ringing.remove(request.call()); // The call's flow takes over.
        }

        @Override
        public void unanswered() {
            onEnded(this::onUnanswered);
        }

        @Override
        public void declined() {
            onEnded(() -> {
                callJournal(request.call(), request.practice()).record(CallEvent.CALLBACK_UNANSWERED);
                endAttempts(reserved, CALLBACK_FAILED);
            });
        }

        private void onEnded(Runnable work) {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (StoreUnavailableException unavailable) {
                    LOG.atError()
                            .addKeyValue("call", request.call())
                            .setCause(unavailable)
                            .log("callback.not-saved");
                } finally {
                    ringing.remove(request.call());
                }
            });
        }

        private void onUnanswered() {
            callJournal(request.call(), request.practice()).record(CallEvent.CALLBACK_UNANSWERED);
            if (request.attempts() < rules.attempts()) {
                places.postpone(reserved, contact.nextCallTime(clock.instant().plus(rules.retryAfter())));
            } else {
                endAttempts(reserved, CALLBACK_FAILED);
            }
        }
    }
}
