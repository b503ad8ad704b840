package org.permanence.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.permanence.assistant.Assistant;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.Turns;
import org.permanence.queue.TellingWaits;
import org.permanence.queue.TellingWaits.Told;
import org.permanence.queue.WaitingCall;
import org.permanence.testing.House;
import org.permanence.triage.Urgency;

/// A call centre on virtual time whose only decisions are those of [Routing]. Calls come at random (Poisson), talks
/// and patience are exponential; the same seed gives the same day. Belongs to one thread.
final class VirtualCentre {

    /// Talks last so long on average.
    static final double TALK_SECONDS = 120;

    /// Callers of one kind.
    ///
    /// @param load the talks of these callers that would go on at once if nobody waited, in Erlang
    record Callers(Practice practice, Urgency urgency, double load) {}

    /// @param patience how long a caller waits on average before leaving; empty: for ever
    /// @param announceEvery how often callers are told how long they may still wait; empty: never
    record Day(int assistants, List<Callers> callers, Optional<Duration> patience, Optional<Duration> announceEvery) {

        Day(int assistants, List<Callers> callers, Optional<Duration> patience) {
            this(assistants, callers, patience, Optional.empty());
        }
    }

    /// What one caller has lived.
    record Lived(Callers kind, double waitSeconds, boolean abandoned, Instant end, List<Told> told) {}

    private sealed interface Happens {

        record Arrives(Callers kind) implements Happens {}

        record Leaves(WaitingCall waiting) implements Happens {}

        record IsTold(WaitingCall waiting) implements Happens {}

        record Parts(WaitingCall answered, Duration talk) implements Happens {}

        record IsReady(Candidate candidate) implements Happens {}
    }

    private record Event(Instant at, long number, Happens what) {}

    private final Day day;
    private final SplittableRandom random;
    private final PriorityQueue<Event> ahead =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
    private final List<WaitingCall> waiting = new ArrayList<>();
    private final Map<CallId, Callers> kinds = new HashMap<>();
    private final List<Candidate> ready = new ArrayList<>();
    private final List<Assistant> assistants;
    private final TellingWaits waits = new TellingWaits();
    private final Map<CallId, List<Told>> told = new HashMap<>();
    private final List<Lived> lived = new ArrayList<>();
    private long events;

    private VirtualCentre(Day day, long seed) {
        this.day = day;
        this.random = new SplittableRandom(seed);
        this.assistants = IntStream.range(0, day.assistants())
                .mapToObj(each -> House.assistant("assistant-" + each, House.LES_LILAS, House.PORT_ROYAL))
                .toList();
    }

    /// What callers live on this day, in the order in which their waits end, from the first until `calls` are over.
    static List<Lived> run(Day day, long seed, int calls) {
        var centre = new VirtualCentre(day, seed);
        centre.opens();
        while (centre.lived.size() < calls) {
            centre.step();
        }
        return centre.lived;
    }

    private void opens() {
        assistants.forEach(assistant -> ready.add(new Candidate(assistant, Instant.EPOCH)));
        day.callers().forEach(kind -> arrivesNext(kind, Instant.EPOCH));
    }

    private void step() {
        Event event = ahead.remove();
        switch (event.what()) {
            case Happens.Arrives(var kind) -> {
                arrives(kind, event.at());
                arrivesNext(kind, event.at());
            }
            case Happens.Leaves(var call) -> {
                if (waiting.remove(call)) {
                    ended(call, event.at(), true);
                }
            }
            case Happens.IsTold(var call) -> isTold(call, event.at());
            case Happens.Parts(var call, var talk) -> waits.handled(call, talk, event.at());
            case Happens.IsReady(var candidate) -> ready.add(candidate);
        }
        match(event.at());
    }

    private void arrives(Callers kind, Instant now) {
        Practice practice = kind.practice();
        var fresh = new WaitingCall(
                new CallId("call-" + events), practice.id(), practice.team(), kind.urgency(), now, Optional.empty());
        Turns turns = practice.queue().turns();
        var placed = kind.urgency() == Urgency.ROUTINE ? fresh.inTurn(turns, waiting) : fresh;
        waiting.add(placed);
        kinds.put(placed.call(), kind);
        day.announceEvery().ifPresent(every -> {
            waits.arrived(placed, now);
            happens(now.plus(every), new Happens.IsTold(placed));
        });
        day.patience().ifPresent(mean -> later(now, (double) mean.toSeconds(), new Happens.Leaves(placed)));
    }

    private void isTold(WaitingCall call, Instant now) {
        if (waiting.contains(call)) {
            waits.tell(call, waiting, assistants, now)
                    .ifPresent(said -> told.computeIfAbsent(call.call(), _ -> new ArrayList<>())
                            .add(said));
            day.announceEvery().ifPresent(every -> happens(now.plus(every), new Happens.IsTold(call)));
        }
    }

    private void arrivesNext(Callers kind, Instant now) {
        later(now, TALK_SECONDS / kind.load(), new Happens.Arrives(kind));
    }

    private void match(Instant now) {
        for (Match match : Routing.match(waiting, ready, now)) {
            waiting.remove(match.waiting());
            ready.removeIf(each -> each.assistant().equals(match.assistant()));
            ended(match.waiting(), now, false);
            Duration talk = exponential(TALK_SECONDS);
            Instant parted = now.plus(talk);
            happens(parted, new Happens.Parts(match.waiting(), talk));
            happens(parted, new Happens.IsReady(new Candidate(match.assistant(), parted)));
        }
    }

    private void ended(WaitingCall call, Instant now, boolean abandoned) {
        Callers kind = Objects.requireNonNull(kinds.remove(call.call()));
        double seconds = Duration.between(call.since(), now).toNanos() / 1e9;
        List<Told> heard = told.remove(call.call());
        waits.left(call);
        lived.add(new Lived(kind, seconds, abandoned, now, heard == null ? List.of() : heard));
    }

    private void later(Instant now, double meanSeconds, Happens what) {
        happens(now.plus(exponential(meanSeconds)), what);
    }

    private void happens(Instant at, Happens what) {
        ahead.add(new Event(at, events++, what));
    }

    private Duration exponential(double meanSeconds) {
        return Duration.ofNanos((long) (-Math.log1p(-random.nextDouble()) * meanSeconds * 1e9));
    }
}
