package org.permanence.queue;

import static org.permanence.assistant.AssistantEvent.ANSWERED;
import static org.permanence.assistant.AssistantEvent.OFFER_WITHDRAWN;
import static org.permanence.assistant.AssistantEvent.PARTED;
import static org.permanence.assistant.AssistantEvent.RANG_OUT;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.AwayReason;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every change of a team's queue: one transaction under the team's lock, followed by a match in the same
/// transaction, after which the calls that were offered are told. Thread-safe: it keeps nothing itself.
public final class QueueDesk {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDesk.class);

    private final QueueStore store;
    private final Matching matching;
    private final Seats seats;
    private final InstantSource clock;

    public QueueDesk(QueueStore store, Matching matching, Seats seats, InstantSource clock) {
        this.store = store;
        this.matching = matching;
        this.seats = seats;
        this.clock = clock;
    }

    /// Looks for matches, after anything that may have made one: an assistant is ready, a wrap-up is over.
    public void match(TeamId team) {
        change(team, _ -> {});
    }

    /// Gives the call a place, or finds the one it has.
    ///
    /// @return nothing where the practice's queue is full and the call is a routine one
    Optional<Place> enter(CallId call, Practice practice, Urgency urgency) {
        var fresh = new WaitingCall(call, practice.id(), practice.team(), urgency, clock.instant(), Optional.empty());
        return inTeam(practice.team(), book -> {
            Optional<Place> known = known(book, fresh);
            if (known.isPresent() || (urgency == Urgency.ROUTINE && isFull(book, practice))) {
                return known;
            }
            var placed =
                    urgency == Urgency.ROUTINE ? fresh.inTurn(practice.queue().turns(), book.waiting()) : fresh;
            book.save(placed);
            return Optional.of(new Place(placed, Place.Origin.NEW));
        });
    }

    private static Optional<Place> known(TeamBook book, WaitingCall fresh) {
        return book.waiting(fresh.call())
                .map(waiting -> new Place(waiting, Place.Origin.KEPT))
                .or(() -> book.presences().stream()
                        .filter(presence -> presence.state() == AssistantState.ON_CALL)
                        .filter(presence -> presence.call().equals(Optional.of(fresh.call())))
                        .findFirst()
                        .map(talked -> new Place(fresh.offeredTo(talked.login()), Place.Origin.TALKED)));
    }

    private static boolean isFull(TeamBook book, Practice practice) {
        long here = book.waiting().stream()
                .filter(waiting -> waiting.practice().equals(practice.id()))
                .filter(waiting -> waiting.urgency() == Urgency.ROUTINE)
                .count();
        return here >= practice.queue().limit();
    }

    /// The place of a call among those still unanswered, from 1, in the order in which they are matched now.
    int position(WaitingCall waiting) {
        Comparator<WaitingCall> order = WaitingCall.firstAnsweredAt(clock.instant());
        long before = store.waiting(waiting.team()).stream()
                .filter(other -> !other.call().equals(waiting.call()) && order.compare(other, waiting) < 0)
                .count();
        return (int) before + 1;
    }

    /// The place as the store has it now, with the assistant reserved meanwhile by any node.
    Optional<WaitingCall> place(WaitingCall waiting) {
        return store.waiting(waiting.team()).stream()
                .filter(other -> other.call().equals(waiting.call()))
                .findFirst();
    }

    /// The caller left, or the queue gave up: an assistant reserved meanwhile gets her turn back.
    void leave(CallId call, TeamId team) {
        settle("leave", team, book -> {
            book.waiting(call)
                    .flatMap(WaitingCall::offeredTo)
                    .flatMap(book::presence)
                    .ifPresent(presence -> move(book, presence, OFFER_WITHDRAWN));
            book.remove(call);
        });
    }

    void answered(WaitingCall waiting, Assistant assistant) {
        settle("answered", waiting.team(), book -> {
            move(book, assistant, ANSWERED, Function.identity());
            book.remove(waiting.call());
        });
    }

    void parted(WaitingCall waiting, Assistant assistant) {
        Instant end = clock.instant().plus(assistant.wrapUp());
        settle(
                "parted",
                waiting.team(),
                book -> move(book, assistant, PARTED, presence -> presence.wrappingUpUntil(end)));
    }

    void rangOut(WaitingCall waiting, Assistant assistant, AwayReason reason) {
        settle("rang-out", waiting.team(), book -> {
            move(book, assistant, RANG_OUT, presence -> presence.awayBecause(reason));
            book.waiting(waiting.call()).map(WaitingCall::withdrawn).ifPresent(book::save);
        });
    }

    /// Her telephone was never rung: she keeps her turn, and the caller the place.
    void notRung(WaitingCall waiting, Assistant assistant) {
        settle("not-rung", waiting.team(), book -> {
            move(book, assistant, OFFER_WITHDRAWN, Function.identity());
            book.waiting(waiting.call()).map(WaitingCall::withdrawn).ifPresent(book::save);
        });
    }

    void withdrawn(WaitingCall waiting, Assistant assistant) {
        settle("withdrawn", waiting.team(), book -> {
            move(book, assistant, OFFER_WITHDRAWN, Function.identity());
            book.remove(waiting.call());
        });
    }

    private void move(TeamBook book, Assistant assistant, AssistantEvent event, Function<Presence, Presence> with) {
        book.presence(assistant.login())
                .flatMap(presence -> presence.on(event, clock.instant()))
                .map(with)
                .ifPresent(book::save);
    }

    private void move(TeamBook book, Presence presence, AssistantEvent event) {
        presence.on(event, clock.instant()).ifPresent(book::save);
    }

    /// A change that follows what has happened on the line already. The store being away must not end a
    /// conversation: the upkeep mends the assistant's state when the store is back.
    private void settle(String what, TeamId team, Consumer<TeamBook> work) {
        try {
            change(team, work);
        } catch (StoreException away) {
            LOG.atError().addKeyValue("change", what).setCause(away).log("queue.not-saved");
        }
    }

    private void change(TeamId team, Consumer<TeamBook> work) {
        inTeam(team, book -> {
            work.accept(book);
            return team;
        });
    }

    private <T> T inTeam(TeamId team, Function<TeamBook, T> work) {
        record Done<R>(R result, List<WaitingCall> offered) {}
        Done<T> done = store.inTeam(team, book -> new Done<>(work.apply(book), matching.match(book)));
        done.offered().forEach(offered -> seats.tell(offered.call(), new Seats.News.Offered(offered)));
        return done.result();
    }
}
