package org.permanence.callback;

import static org.permanence.flow.Disposition.NOT_REACHED;
import static org.permanence.flow.Disposition.RANG_AGAIN;

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
import org.permanence.call.Outside;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallJournal;
import org.permanence.journal.Journal;
import org.permanence.journal.Station;
import org.permanence.practice.CallbackRules;
import org.permanence.practice.CallerNames;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.KeptTurn;
import org.permanence.queue.QueueDesk;
import org.permanence.queue.Spoken;
import org.permanence.queue.StoreException;
import org.permanence.queue.WaitingCall;
import org.permanence.seal.CallbackNumbers;
import org.permanence.seal.SealException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls back whoever asked for it while waiting.
///
/// 1. The caller's place stays in the queue, with the turn it had, and is matched like any other: an assistant is
///    reserved before the patient is rung, so there are never more callbacks open than assistants free.
/// 2. Only then it is asked whether the patient may be rung now: the practice's hours, and those in which anybody may
///    be. If not, the assistant is free again, and the place waits for the next such moment.
/// 3. Whoever answers says by key 1 that they are a person; the call then goes on as one that has come back, and the
///    assistant is rung.
/// 4. An attempt in vain gives the assistant back. The next one comes after a while, and after the last the practice
///    has tried.
/// 5. A practice promises no more callbacks than it lets routine callers wait.
/// 6. A patient who rings again meanwhile has the place, and is called back no more.
public final class CallbackDesk implements Callbacks {

    /// So long the caller may still hear that it is promised.
    private static final Duration HANGING_UP = Duration.ofSeconds(10);

    /// A callback whose place is not there yet, or not any more, is looked at again.
    private static final Duration ENTERING = Duration.ofMinutes(1);

    /// Where numbers cannot be opened, nobody is reserved for them over and over.
    private static final Duration WITHOUT_KEYS = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(CallbackDesk.class);

    private final QueueDesk queue;
    private final CallbackBook book;
    private final CallbackNumbers numbers;
    private final CallerNames names;
    private final PracticeDirectory practices;
    private final Outside outside;
    private final Journal journal;
    private final Executor threads;
    private final Supplier<CallId> ids;
    private final InstantSource clock;
    private final Set<CallId> ringing = ConcurrentHashMap.newKeySet();

    /// What the desk keeps, and how it writes numbers down.
    public record Books(CallbackBook book, CallbackNumbers numbers, CallerNames names, Journal journal) {}

    /// @param ids new names of calls, such as the switch believes
    /// @param threads on which it works: those of the queue and of the switch wait for nothing
    public CallbackDesk(
            QueueDesk queue,
            Books books,
            PracticeDirectory practices,
            Outside outside,
            Supplier<CallId> ids,
            Executor threads,
            InstantSource clock) {
        this.queue = queue;
        this.book = books.book();
        this.numbers = books.numbers();
        this.names = books.names();
        this.journal = books.journal();
        this.practices = practices;
        this.outside = outside;
        this.threads = threads;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public boolean promise(Call call, Practice practice, PhoneNumber number) {
        try {
            Optional<String> caller = names.of(practice.id(), number);
            return caller.isPresent() && promise(call, practice, number, caller.get());
        } catch (StoreException | SealException fault) {
            LOG.atError().setCause(fault).log("callback.not-promised");
            return false;
        }
    }

    private boolean promise(Call call, Practice practice, PhoneNumber number, String caller) {
        Instant now = clock.instant();
        ringsAgain(practice, caller); // A number is called back once, however often it asks.
        CallId callback = ids.get();
        book.save(new Callback(
                callback,
                practice.id(),
                caller,
                numbers.close(practice.id(), callback, CallbackNumbers.Whose.PATIENT, number, now),
                numbers.close(practice.id(), callback, CallbackNumbers.Whose.PRACTICE, call.did(), now),
                now,
                0));
        Optional<WaitingCall> promised = queue.promise(call.id(), practice, callback, now.plus(HANGING_UP));
        if (promised.isEmpty()) {
            book.remove(callback);
            return false;
        }
        WaitingCall place = promised.get();
        page(callback, practice.id()).triaged(place.urgency(), place.spoken().map(Spoken::language));
        return true;
    }

    /// An assistant is reserved for somebody who is to be called back; from the queue, and it returns at once.
    public void offered(WaitingCall offered) {
        if (ringing.add(offered.call())) {
            threads.execute(() -> ring(offered));
        }
    }

    /// Whether this engine is about to ring, or rings, somebody for this call.
    public boolean isRinging(CallId call) {
        return ringing.contains(call);
    }

    private void ring(WaitingCall offered) {
        boolean rings = false;
        try {
            rings = rings(offered);
        } catch (SealException keysAway) {
            LOG.atError().addKeyValue("call", offered.call()).setCause(keysAway).log("callback.not-rung");
            queue.postpone(offered, clock.instant().plus(WITHOUT_KEYS));
        } catch (StoreException away) {
            LOG.atError().addKeyValue("call", offered.call()).setCause(away).log("callback.not-rung");
        } finally {
            if (!rings) {
                ringing.remove(offered.call()); // Where nobody has settled it, the upkeep gives the assistant back.
            }
        }
    }

    private boolean rings(WaitingCall offered) {
        Instant now = clock.instant();
        Optional<Callback> known =
                book.of(offered.call()).filter(callback -> CallbackNumbers.opens(callback.asked(), now));
        Optional<PhoneNumber> dialled = known.map(this::dialled);
        Optional<Practice> practice = dialled.flatMap(practices::answering);
        Optional<CallbackRules> rules =
                practice.flatMap(answering -> answering.returns().callback());
        if (known.isEmpty() || rules.isEmpty()) {
            end(offered, NOT_REACHED); // The practice calls nobody back any more, or it was asked for a week ago.
            return false;
        }
        if (!practice.get().mayCallBackAt(now)) {
            queue.postpone(offered, practice.get().nextCallbackFrom(now));
            return false;
        }
        Callback attempt = known.get().rungAgain();
        PhoneNumber number = numbers.open(
                attempt.practice(), attempt.call(), CallbackNumbers.Whose.PATIENT, attempt.number(), attempt.asked());
        book.save(attempt);
        CallJournal page = page(attempt.call(), attempt.practice());
        offered.offeredTo().ifPresent(login -> page.passed(Station.CALLING_BACK, login));
        outside.ring(
                new Outside.Ring(
                        attempt.call(),
                        number,
                        dialled.get(),
                        rules.get().through(),
                        rules.get().ring(),
                        heard(practice.get(), offered).prompts().callbackQuestion()),
                new Attempt(offered, attempt, practice.get(), rules.get()));
        return true;
    }

    /// The practice as the caller met it.
    private static Practice heard(Practice practice, WaitingCall offered) {
        return offered.spoken()
                .map(chosen -> practice.heardIn(chosen.language()))
                .orElse(practice);
    }

    private PhoneNumber dialled(Callback callback) {
        return numbers.open(
                callback.practice(),
                callback.call(),
                CallbackNumbers.Whose.PRACTICE,
                callback.dialled(),
                callback.asked());
    }

    /// The place that this caller of a practice left to be called back, where there is one: it is the caller's
    /// again.
    Optional<KeptTurn> ringsAgain(Practice practice, String caller) {
        Optional<Callback> promised = book.of(practice.id(), caller);
        return promised.flatMap(callback -> {
            outside.giveUp(callback.call());
            Optional<KeptTurn> turn = queue.takeBack(callback.call(), practice.team());
            turn.ifPresent(_ -> over(callback.call(), practice.id(), RANG_AGAIN));
            return turn;
        });
    }

    /// Forgets that a patient is to be called back.
    public void forget(Practice practice, String caller) {
        ringsAgain(practice, caller);
    }

    /// Takes out what has no place in the queue, because an engine died between the two books.
    public void round() {
        Instant entered = clock.instant().minus(ENTERING);
        book.all().stream()
                .filter(callback -> callback.asked().isBefore(entered) && !queue.isToBeCalledBack(callback.call()))
                .forEach(callback -> book.remove(callback.call()));
    }

    private void end(WaitingCall waiting, Disposition disposition) {
        queue.takeBack(waiting.call(), waiting.team());
        over(waiting.call(), waiting.practice(), disposition);
    }

    private void over(CallId call, PracticeId practice, Disposition disposition) {
        book.remove(call);
        ringing.remove(call);
        page(call, practice).ended(disposition, Optional.empty());
    }

    private CallJournal page(CallId call, PracticeId practice) {
        return new CallJournal(journal, call, practice, clock);
    }

    /// One attempt, from the ringing on.
    private final class Attempt implements Outside.Told {

        private final WaitingCall offered;
        private final Callback callback;
        private final Practice practice;
        private final CallbackRules rules;

        Attempt(WaitingCall offered, Callback callback, Practice practice, CallbackRules rules) {
            this.offered = offered;
            this.callback = callback;
            this.practice = practice;
            this.rules = rules;
        }

        @Override
        public void accepted() {
            ringing.remove(callback.call()); // The flow looks after it.
        }

        @Override
        public void inVain() {
            threads.execute(() -> {
                try {
                    wasInVain();
                } catch (StoreException away) {
                    LOG.atError()
                            .addKeyValue("call", callback.call())
                            .setCause(away)
                            .log("callback.not-entered");
                } finally {
                    ringing.remove(callback.call());
                }
            });
        }

        private void wasInVain() {
            page(callback.call(), callback.practice()).passed(Station.UNREACHED);
            if (callback.attempts() < rules.attempts()) {
                queue.postpone(
                        offered, practice.nextCallbackFrom(clock.instant().plus(rules.retryAfter())));
            } else {
                end(offered, NOT_REACHED);
            }
        }
    }
}
