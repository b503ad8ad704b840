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
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Practice;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.WaitQuotes;
import org.permanence.queue.WaitQuotes.Quote;
import org.permanence.testing.SamplePractices;
import org.permanence.triage.Urgency;

/// A call centre on virtual time, with the assignment of [AssignmentPolicy]. Arrivals are Poisson, talk times and
/// patience exponential. The same seed gives the same day. Belongs to one thread.
final class SimulatedCallCentre {

    /// The mean talk time.
    static final double TALK_SECONDS = 120;

    /// Callers of one practice and urgency.
    ///
    /// @param load the offered load of these callers, in Erlang
    record CallerClass(Practice practice, Urgency urgency, double load) {}

    /// @param patience how long a caller waits on average before hanging up; if empty, callers never hang up
    /// @param announceEvery the interval of the wait announcements; if empty, there are none
    record Day(
            int assistants, List<CallerClass> callers, Optional<Duration> patience, Optional<Duration> announceEvery) {

        Day(int assistants, List<CallerClass> callers, Optional<Duration> patience) {
            this(assistants, callers, patience, Optional.empty());
        }
    }

    /// The wait of one caller.
    record CompletedWait(
            CallerClass callerClass, double waitSeconds, boolean abandoned, Instant end, List<Quote> quotes) {}

    private sealed interface Occurrence {

        record Arrives(CallerClass callerClass) implements Occurrence {}

        record Leaves(QueueEntry entry) implements Occurrence {}

        record QuotesWait(QueueEntry entry) implements Occurrence {}

        record EndsCall(QueueEntry entry, Duration talk) implements Occurrence {}

        record BecomesReady(Candidate candidate) implements Occurrence {}
    }

    private record Event(Instant at, long number, Occurrence occurrence) {}

    private final Day day;
    private final SplittableRandom random;
    private final PriorityQueue<Event> ahead =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
    private final List<QueueEntry> entries = new ArrayList<>();
    private final Map<CallId, CallerClass> classes = new HashMap<>();
    private final List<Candidate> ready = new ArrayList<>();
    private final List<Assistant> assistants;
    private final WaitQuotes waitQuotes = new WaitQuotes();
    private final Map<CallId, List<Quote>> quotes = new HashMap<>();
    private final List<CompletedWait> completed = new ArrayList<>();
    private long events;

    private SimulatedCallCentre(Day day, long seed) {
        this.day = day;
        this.random = new SplittableRandom(seed);
        this.assistants = IntStream.range(0, day.assistants())
                .mapToObj(each -> SamplePractices.assistant(
                        "assistant-" + each, SamplePractices.LES_LILAS, SamplePractices.PORT_ROYAL))
                .toList();
    }

    /// The first `calls` waits of the day, in the order in which they end.
    static List<CompletedWait> run(Day day, long seed, int calls) {
        var centre = new SimulatedCallCentre(day, seed);
        centre.open();
        while (centre.completed.size() < calls) {
            centre.step();
        }
        return centre.completed;
    }

    private void open() {
        assistants.forEach(assistant -> ready.add(new Candidate(assistant, Instant.EPOCH)));
        day.callers().forEach(callerClass -> scheduleArrival(callerClass, Instant.EPOCH));
    }

    private void step() {
        Event event = ahead.remove();
        switch (event.occurrence()) {
            case Occurrence.Arrives(var callerClass) -> {
                arrive(callerClass, event.at());
                scheduleArrival(callerClass, event.at());
            }
            case Occurrence.Leaves(var entry) -> {
                if (entries.remove(entry)) {
                    complete(entry, event.at(), true);
                }
            }
            case Occurrence.QuotesWait(var entry) -> quoteWait(entry, event.at());
            case Occurrence.EndsCall(var entry, var talk) -> waitQuotes.handled(entry, talk, event.at());
            case Occurrence.BecomesReady(var candidate) -> ready.add(candidate);
        }
        match(event.at());
    }

    private void arrive(CallerClass callerClass, Instant now) {
        Practice practice = callerClass.practice();
        var fresh = QueueEntry.arriving(
                new CallId("call-" + events), practice.id(), practice.team(), callerClass.urgency(), now);
        FairnessRules fairness = practice.queue().fairness();
        var queued = callerClass.urgency() == Urgency.ROUTINE ? fresh.withFairArrival(fairness, entries) : fresh;
        entries.add(queued);
        classes.put(queued.call(), callerClass);
        day.announceEvery().ifPresent(interval -> {
            waitQuotes.arrived(queued, now);
            schedule(now.plus(interval), new Occurrence.QuotesWait(queued));
        });
        day.patience()
                .ifPresent(mean -> scheduleRandomly(now, (double) mean.toSeconds(), new Occurrence.Leaves(queued)));
    }

    private void quoteWait(QueueEntry entry, Instant now) {
        if (entries.contains(entry)) {
            waitQuotes
                    .quote(entry, entries, assistants, now)
                    .ifPresent(quote -> quotes.computeIfAbsent(entry.call(), _ -> new ArrayList<>())
                            .add(quote));
            day.announceEvery().ifPresent(interval -> schedule(now.plus(interval), new Occurrence.QuotesWait(entry)));
        }
    }

    private void scheduleArrival(CallerClass callerClass, Instant now) {
        scheduleRandomly(now, TALK_SECONDS / callerClass.load(), new Occurrence.Arrives(callerClass));
    }

    private void match(Instant now) {
        for (Assignment assignment : AssignmentPolicy.assign(entries, ready, now)) {
            entries.remove(assignment.entry());
            ready.removeIf(each -> each.assistant().equals(assignment.assistant()));
            complete(assignment.entry(), now, false);
            Duration talk = exponential(TALK_SECONDS);
            Instant parted = now.plus(talk);
            schedule(parted, new Occurrence.EndsCall(assignment.entry(), talk));
            schedule(parted, new Occurrence.BecomesReady(new Candidate(assignment.assistant(), parted)));
        }
    }

    private void complete(QueueEntry entry, Instant now, boolean abandoned) {
        CallerClass callerClass = Objects.requireNonNull(classes.remove(entry.call()));
        double seconds = Duration.between(entry.since(), now).toNanos() / 1e9;
        List<Quote> heardQuotes = quotes.remove(entry.call());
        waitQuotes.forget(entry);
        completed.add(
                new CompletedWait(callerClass, seconds, abandoned, now, heardQuotes == null ? List.of() : heardQuotes));
    }

    private void scheduleRandomly(Instant now, double meanSeconds, Occurrence occurrence) {
        schedule(now.plus(exponential(meanSeconds)), occurrence);
    }

    private void schedule(Instant at, Occurrence occurrence) {
        ahead.add(new Event(at, events++, occurrence));
    }

    private Duration exponential(double meanSeconds) {
        return Duration.ofNanos((long) (-Math.log1p(-random.nextDouble()) * meanSeconds * 1e9));
    }
}
