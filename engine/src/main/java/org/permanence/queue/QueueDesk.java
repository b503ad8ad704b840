package org.permanence.queue;

import static org.permanence.assistant.AssistantEvent.ANSWERED;
import static org.permanence.assistant.AssistantEvent.OFFER_WITHDRAWN;
import static org.permanence.assistant.AssistantEvent.PARTED;
import static org.permanence.assistant.AssistantEvent.RANG_OUT;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.AwayReason;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules;
import org.permanence.practice.SaidWait;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every change of a team's queue: one transaction under the team's lock, followed by a match in the same
/// transaction, after which the calls that were offered are told. Thread-safe: it keeps nothing itself but what
/// [Forecasts] are made of.
public final class QueueDesk {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDesk.class);

    /// More often than a call can change teams while it is looked for.
    private static final int LOOKS = 5;

    private final QueueStore store;
    private final Matching matching;
    private final Seats seats;
    private final Forecasts forecasts;
    private final InstantSource clock;
    private volatile Consumer<WaitingCall> ringsBack = _ -> {};

    public QueueDesk(QueueStore store, Matching matching, Seats seats, Forecasts forecasts, InstantSource clock) {
        this.store = store;
        this.matching = matching;
        this.seats = seats;
        this.forecasts = forecasts;
        this.clock = clock;
    }

    /// From here on `rings` is told of each assistant who is reserved for somebody who is to be called back; it
    /// returns at once. Until then the upkeep gives them back.
    public void whenOfferedToNobody(Consumer<WaitingCall> rings) {
        ringsBack = rings;
    }

    /// Looks for matches, after anything that may have made one: an assistant is ready, a wrap-up is over.
    public void match(TeamId team) {
        change(team, _ -> {});
    }

    /// Gives the call a place, or finds the one it has, in whichever team's book it is.
    ///
    /// @param before what is known of its caller's earlier calls
    /// @return nothing where the practice's queue is full and the call is a routine one
    Optional<Place> enter(Call call, Practice practice, Urgency urgency, Former before) {
        var plain =
                new WaitingCall(call.id(), practice.id(), practice.team(), urgency, clock.instant(), Optional.empty());
        WaitingCall fresh = practice.languages()
                .chosen()
                .map(language -> plain.inLanguage(new Spoken(language, true)))
                .orElse(plain);
        WaitingCall known = before.spokeWith().map(fresh::knownTo).orElse(fresh);
        boolean mayBeElsewhere =
                call.isReturning() || practice.queue().overflow().isPresent();
        Optional<Place> place = mayBeElsewhere
                ? whereItIs(call.id(), practice.team(), book -> takeIn(book, known, practice, before.turn()))
                : inTeam(practice.team(), book -> takeIn(book, known, practice, before.turn()));
        place.filter(found -> found.origin() == Place.Origin.NEW)
                .ifPresent(found -> forecasts.arrived(found.waiting(), clock.instant()));
        return place;
    }

    private static Optional<Place> takeIn(
            TeamBook book, WaitingCall fresh, Practice practice, Optional<KeptTurn> before) {
        Optional<Place> known = known(book, fresh);
        boolean mayBeRefused = fresh.urgency() == Urgency.ROUTINE && before.isEmpty();
        if (known.isPresent() || (mayBeRefused && isFull(book, practice))) {
            return known;
        }
        QueueRules rules = practice.queue();
        var inTurn = fresh.urgency() == Urgency.ROUTINE ? fresh.inTurn(rules.turns(), book.waiting()) : fresh;
        var asBefore = before.map(inTurn::inTurnOf).orElse(inTurn);
        var placed = rules.overflow().map(asBefore::orElsewhere).orElse(asBefore);
        book.save(placed);
        return Optional.of(new Place(placed, Place.Origin.NEW));
    }

    private static Optional<Place> known(TeamBook book, WaitingCall fresh) {
        return book.waiting(fresh.call())
                .map(waiting -> new Place(onTheLine(book, waiting, fresh.since()), Place.Origin.KEPT))
                .or(() -> talking(book, fresh.call())
                        .map(talked ->
                                new Place(fresh.in(talked.team()).offeredTo(talked.login()), Place.Origin.TALKED)));
    }

    private static WaitingCall onTheLine(TeamBook book, WaitingCall waiting, Instant now) {
        if (!waiting.isToBeCalledBack()) {
            return waiting;
        }
        WaitingCall back = waiting.backOnTheLine(now);
        book.save(back);
        return back;
    }

    private static Optional<Presence> talking(TeamBook book, CallId call) {
        return book.presences().stream()
                .filter(presence -> presence.state() == AssistantState.ON_CALL)
                .filter(presence -> presence.call().equals(Optional.of(call)))
                .findFirst();
    }

    private static boolean isHere(TeamBook book, CallId call) {
        return book.waiting(call).isPresent() || talking(book, call).isPresent();
    }

    private static Optional<TeamId> elsewhere(TeamBook book, CallId call, TeamId team, TeamId home) {
        return book.elsewhere(call).or(() -> Optional.of(home).filter(other -> !other.equals(team)));
    }

    /// Works in the team in whose book the call is; in its own, where it is in none. A call may change teams
    /// between two looks, but not while the lock of the team that has it is held.
    private <T> T whereItIs(CallId call, TeamId home, Function<TeamBook, T> work) {
        record Look<R>(Optional<TeamId> elsewhere, Optional<R> done) {}
        TeamId team = home;
        for (int look = 0; look < LOOKS; look++) {
            TeamId here = team;
            Look<T> found = inTeam(here, book -> {
                Optional<TeamId> other = isHere(book, call) ? Optional.empty() : elsewhere(book, call, here, home);
                return new Look<>(other, other.isPresent() ? Optional.empty() : Optional.of(work.apply(book)));
            });
            if (found.done().isPresent()) {
                return found.done().get();
            }
            team = found.elsewhere().orElse(home);
        }
        throw new IllegalStateException("call: between teams (expected: in a team's book after " + LOOKS + " looks)");
    }

    /// Which assistants of a team are ready, by a look without its lock.
    List<Login> readyIn(TeamId team) {
        return store.presences(team).stream()
                .filter(presence -> presence.state() == AssistantState.READY)
                .map(Presence::login)
                .toList();
    }

    /// Lends another team the first of the calls in this one's book that may be lent to it now and are `wanted`.
    ///
    /// The call goes over to the other team's book under this team's lock, and is matched there under the other
    /// one's. No moment sees it in both, so it is never offered twice. Where the other team has nobody for it after
    /// all, the same transaction gives it back; where an engine dies in between, the next change there does.
    void lend(TeamId team, TeamId other, Predicate<WaitingCall> wanted) {
        Instant now = clock.instant();
        boolean lent = inTeam(team, book -> {
            Optional<WaitingCall> first = book.waiting().stream()
                    .filter(waiting -> waiting.mayBeLentAt(now).equals(Optional.of(other)))
                    .filter(wanted)
                    .min(WaitingCall.firstAnsweredAt(now));
            first.ifPresent(waiting -> book.handOver(waiting.in(other)));
            return first.isPresent();
        });
        if (lent) {
            LOG.atInfo().addKeyValue("team", team).addKeyValue("other", other).log("queue.lent");
            match(other);
        }
    }

    private static boolean isFull(TeamBook book, Practice practice) {
        return areEnough(
                book, practice, waiting -> waiting.urgency() == Urgency.ROUTINE && !waiting.isToBeCalledBack());
    }

    /// Whether as many of the practice's calls are such as it lets routine callers wait.
    private static boolean areEnough(TeamBook book, Practice practice, Predicate<WaitingCall> such) {
        long here = book.waiting().stream()
                .filter(waiting -> waiting.practice().equals(practice.id()))
                .filter(such)
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

    /// What the caller is to be told of the wait, by a look without the team's lock; nothing where nobody is there
    /// who may answer.
    ///
    /// @param longest how long the caller waits at most
    Optional<SaidWait> forecast(WaitingCall waiting, AssistantDirectory assistants, Duration longest) {
        Instant now = clock.instant();
        Outlook outlook =
                forecasts.outlook(waiting, store.waiting(waiting.team()), serving(waiting.team(), assistants), now);
        return forecasts.tell(waiting, outlook, longest, now);
    }

    /// Those of a team who are there and may answer calls, by a look without its lock.
    List<Assistant> serving(TeamId team, AssistantDirectory assistants) {
        return store.presences(team).stream()
                .filter(Forecasts::serves)
                .flatMap(presence -> assistants.named(presence.login()).stream())
                .toList();
    }

    /// From here on whoever may serve the practice may answer the call, in whichever language.
    void openToAnybody(WaitingCall waiting) {
        change(
                waiting.team(),
                book -> book.waiting(waiting.call())
                        .flatMap(place ->
                                place.spoken().map(chosen -> place.inLanguage(new Spoken(chosen.language(), false))))
                        .ifPresent(book::save));
    }

    /// The place as the store has it now, with the assistant reserved meanwhile by any node.
    Optional<WaitingCall> place(WaitingCall waiting) {
        return store.waiting(waiting.call());
    }

    /// Whether the call has a place in any team's book; a store that is away knows of none.
    boolean keeps(CallId call) {
        try {
            return store.waiting(call).isPresent();
        } catch (StoreException away) {
            LOG.atError().addKeyValue("look", "place").setCause(away).log("queue.not-read");
            return false;
        }
    }

    /// Whoever is on call is rung for the call from here on: it keeps its place, and no assistant is offered it. In
    /// one transaction with the look that nobody is reserved for it, so that nobody is joined beside them.
    ///
    /// @return its place, where an assistant is reserved for it already: then nobody on call is to be rung
    Optional<Place> ringsOnCall(WaitingCall waiting) {
        return whereItIs(waiting.call(), waiting.team(), book -> {
            Optional<WaitingCall> now = book.waiting(waiting.call());
            now.filter(WaitingCall::isFree)
                    .map(free -> free.whileOnCallRings(true))
                    .ifPresent(book::save);
            return now.filter(place -> place.offeredTo().isPresent()).map(place -> new Place(place, Place.Origin.KEPT));
        });
    }

    /// Nobody on call is being rung for the call any more: it is matched again, where it was.
    void offersAgain(CallId call, TeamId home) {
        whereItIs(call, home, book -> {
            book.waiting(call).map(waiting -> waiting.whileOnCallRings(false)).ifPresent(book::save);
            return home;
        });
    }

    /// The caller left, or the queue gave up: an assistant reserved meanwhile gets her turn back.
    void leave(CallId call, TeamId home) {
        forecasts.left(call);
        settle(
                "leave",
                () -> whereItIs(call, home, book -> {
                    book.waiting(call).ifPresent(waiting -> giveBack(book, waiting));
                    book.remove(call);
                    return home;
                }));
    }

    /// Gives the place of a caller who waits to whoever will be called back.
    ///
    /// @param callback the call that will be
    /// @return nothing where an assistant is reserved already, the call waits no more, or as many are to be called
    ///     back as the practice lets routine callers wait
    public Optional<WaitingCall> promise(CallId call, Practice practice, CallId callback, Instant from) {
        return whereItIs(
                call,
                practice.team(),
                book -> book.waiting(call)
                        .filter(waiting -> waiting.offeredTo().isEmpty()
                                && !areEnough(book, practice, WaitingCall::isToBeCalledBack))
                        .map(waiting -> {
                            WaitingCall promised = waiting.toBeCalledBack(callback, from);
                            book.remove(call);
                            book.save(promised);
                            return promised;
                        }));
    }

    /// Whether a place waits for somebody to be called back, by a look without a lock.
    public boolean isToBeCalledBack(CallId call) {
        return store.waiting(call).filter(WaitingCall::isToBeCalledBack).isPresent();
    }

    /// Whoever was to be called back now is so later: the assistant gets her turn back.
    public void postpone(WaitingCall offered, Instant from) {
        change(
                offered.team(),
                book -> book.waiting(offered.call())
                        .filter(WaitingCall::isToBeCalledBack)
                        .ifPresent(waiting -> {
                            giveBack(book, waiting);
                            book.save(waiting.toBeCalledBack(waiting.call(), from));
                        }));
    }

    /// Takes the place of somebody who was to be called back out of the queue.
    ///
    /// @return the turn it had; nothing where nobody is to be called back, or is on the line again
    public Optional<KeptTurn> takeBack(CallId callback, TeamId home) {
        return whereItIs(
                callback,
                home,
                book -> book.waiting(callback)
                        .filter(WaitingCall::isToBeCalledBack)
                        .map(waiting -> {
                            giveBack(book, waiting);
                            book.remove(callback);
                            return KeptTurn.of(waiting);
                        }));
    }

    private void giveBack(TeamBook book, WaitingCall waiting) {
        waiting.offeredTo().flatMap(book::presence).ifPresent(presence -> move(book, presence, OFFER_WITHDRAWN));
    }

    void answered(WaitingCall waiting, Assistant assistant) {
        forecasts.answered(waiting, clock.instant());
        settle("answered", waiting.team(), book -> {
            move(book, assistant, ANSWERED, Function.identity());
            book.remove(waiting.call());
        });
    }

    void parted(WaitingCall waiting, Assistant assistant) {
        Instant now = clock.instant();
        Instant end = now.plus(assistant.wrapUp());
        settle("parted", waiting.team(), book -> {
            book.presence(assistant.login())
                    .filter(presence -> presence.state() == AssistantState.ON_CALL)
                    .ifPresent(talked -> forecasts.handled(waiting.team(), Duration.between(talked.since(), end), now));
            move(book, assistant, PARTED, presence -> presence.wrappingUpUntil(end));
        });
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
        forecasts.left(waiting.call());
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
        settle(what, () -> change(team, work));
    }

    private static void settle(String what, Runnable work) {
        try {
            work.run();
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
        record Done<R>(R result, List<WaitingCall> offered, Set<TeamId> homes) {}
        Done<T> done = store.inTeam(team, book -> new Done<>(work.apply(book), matching.match(book), sendHome(book)));
        done.offered().forEach(this::tell);
        done.homes().forEach(this::match); // Somebody may have become ready there meanwhile.
        return done.result();
    }

    private void tell(WaitingCall offered) {
        if (offered.isToBeCalledBack()) {
            ringsBack.accept(offered);
        } else {
            seats.tell(offered.call(), new Seats.News.Offered(offered));
        }
    }

    /// Gives the calls that another team has lent, and nobody here may answer now, back to it.
    private static Set<TeamId> sendHome(TeamBook book) {
        Set<TeamId> homes = new LinkedHashSet<>();
        for (WaitingCall waiting : book.waiting()) {
            waiting.goesHomeTo().ifPresent(home -> {
                book.handOver(waiting.in(home));
                homes.add(home);
            });
        }
        return homes;
    }
}
