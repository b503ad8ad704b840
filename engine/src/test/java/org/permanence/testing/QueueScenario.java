package org.permanence.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.gates.GatedAssistants;
import org.permanence.journal.CallEventLog;
import org.permanence.practice.Practice;
import org.permanence.practice.TeamId;
import org.permanence.queue.AnswerOrder;
import org.permanence.queue.CallbackPlaces;
import org.permanence.queue.CallerMemory;
import org.permanence.queue.CallerMemoryStore;
import org.permanence.queue.HoldLoop;
import org.permanence.queue.OfferCheck;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.SteppedWaiterSignals;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaitOutcome;
import org.permanence.routing.TeamMatcher;
import org.permanence.triage.Urgency;
import org.permanence.waittime.WaitEstimator;

/// The real queue and assignment policy on an in-memory store, with a clock that the test moves.
public final class QueueScenario {

    private final SteppedClock clock;
    private final InMemoryQueueStore store;
    private final SteppedWaiterSignals signals;
    private final TeamQueue queue;
    private final HoldLoop holdLoop;
    private final List<String> waitEstimateResults = new ArrayList<>();
    private final CapturingJournal journal = new CapturingJournal();
    private CallerMemoryStore callerMemory = CallerMemoryStore.NONE;

    /// Delegates to the caller memory that the test sets.
    private final class DelegatingCallerMemory implements CallerMemoryStore {

        @Override
        public void savePosition(Call call, Practice practice, QueueEntry place) {
            callerMemory.savePosition(call, practice, place);
        }

        @Override
        public void saveLastAssistant(Call call, Practice practice, Login assistant) {
            callerMemory.saveLastAssistant(call, practice, assistant);
        }

        @Override
        public CallerMemory recall(Call call, Practice practice) {
            return callerMemory.recall(call, practice);
        }
    }

    public QueueScenario(SamplePractices practices) {
        this(practices, new SteppedClock(), new InMemoryQueueStore());
    }

    /// A scenario that does not start on Wednesday morning.
    public QueueScenario(SamplePractices practices, Instant start) {
        this(practices, new SteppedClock(start), new InMemoryQueueStore());
    }

    /// A scenario in which gates decide who is offered which calls.
    ///
    /// @param gates makes the assistants from the scenario's clock
    public static QueueScenario gated(Function<InstantSource, GatedAssistants> gates) {
        var clock = new SteppedClock();
        GatedAssistants assistants = gates.apply(clock);
        return new QueueScenario(assistants, assistants, clock, new InMemoryQueueStore());
    }

    private QueueScenario(SamplePractices practices, SteppedClock clock, InMemoryQueueStore store) {
        this(practices, OfferCheck.NONE, clock, store);
    }

    private QueueScenario(
            AssistantDirectory assistants, OfferCheck offers, SteppedClock clock, InMemoryQueueStore store) {
        this.clock = clock;
        this.store = store;
        this.signals = new SteppedWaiterSignals(clock);
        this.queue = new TeamQueue(store, new TeamMatcher(assistants, clock), signals);
        this.holdLoop = new HoldLoop(
                queue,
                new HoldLoop.Services(
                        signals,
                        assistants,
                        new WaitEstimator((_, accuracy) -> waitEstimateResults.add(accuracy.name())),
                        new DelegatingCallerMemory(),
                        offers),
                clock);
    }

    /// A scenario after an engine restart: only the store and the time remain.
    public QueueScenario restarted(SamplePractices practices) {
        return new QueueScenario(practices, clock, store);
    }

    /// From now on this memory recognises returning callers.
    public QueueScenario withCallerMemory(CallerMemoryStore memory) {
        callerMemory = memory;
        return this;
    }

    public TeamQueue teamQueue() {
        return queue;
    }

    public CallbackPlaces callbackPlaces() {
        return new CallbackPlaces(queue, clock);
    }

    /// The caller presses a key while waiting.
    public void presses(String call, char key) {
        signals.onKeyPressed(new CallId(call), key);
    }

    public SteppedClock clock() {
        return clock;
    }

    public InMemoryQueueStore store() {
        return store;
    }

    public CapturingJournal journal() {
        return journal;
    }

    public HoldLoop holdLoop() {
        return holdLoop;
    }

    /// The accuracy of the wait estimates of answered callers.
    public List<String> waitEstimateResults() {
        return List.copyOf(waitEstimateResults);
    }

    /// The number of calls that wait on this engine.
    public int waitingCount() {
        return signals.waiterCount();
    }

    /// Runs an assignment, as the engine does periodically.
    public void match() {
        queue.match(SamplePractices.TEAM);
    }

    /// Runs an assignment of another team.
    public void match(TeamId team) {
        queue.match(team);
    }

    /// The assistant signs in and is ready, one second after the previous one.
    public QueueScenario signsIn(Assistant assistant) {
        clock.advance(Duration.ofSeconds(1));
        return on(assistant, AssistantEvent.SIGNED_IN);
    }

    public QueueScenario on(Assistant assistant, AssistantEvent event) {
        store.inTeam(assistant.team(), transaction -> {
            Presence presence = transaction.presence(assistant.login()).orElseGet(() -> neverSignedIn(assistant));
            transaction.save(presence.on(event, clock.instant())
                    .orElseThrow(() -> new AssertionError(event + ": impossible from " + presence.state())));
            return presence;
        });
        queue.match(assistant.team());
        return this;
    }

    /// Another caller enters the queue, one second after the previous one.
    public QueueScenario waits(String call, Practice practice, Urgency urgency) {
        clock.advance(Duration.ofSeconds(1));
        var entry = QueueEntry.arriving(new CallId(call), practice.id(), practice.team(), urgency, clock.instant());
        store.inTeam(practice.team(), transaction -> {
            transaction.save(entry);
            return entry;
        });
        queue.match(practice.team());
        return this;
    }

    public WaitOutcome hold(Call call, Practice practice, Urgency urgency) throws CallEnded {
        return holdLoop.hold(
                call, practice, urgency, Optional.empty(), new CallEventLog(journal, call.id(), practice.id(), clock));
    }

    /// The dialplan has the caller, or the caller is gone.
    public void leave(String call, Practice practice) {
        holdLoop.leave(ScriptedCall.to(Fixtures.LES_LILAS_DID).withId(call), practice);
    }

    public Presence presence(Assistant assistant) {
        return store.inTeam(assistant.team(), transaction -> transaction.presence(assistant.login()))
                .orElseGet(() -> neverSignedIn(assistant));
    }

    public AssistantState state(Assistant assistant) {
        return presence(assistant).state();
    }

    /// The waiting calls in the order of assignment.
    public List<String> queue() {
        return store.waiting(SamplePractices.TEAM).stream()
                .sorted(AnswerOrder.at(clock.instant()))
                .map(entry -> entry.call().value())
                .toList();
    }

    /// The login of the assistant who is reserved for the call, or "no assistant".
    public String reservedFor(String call) {
        return store.waiting(new CallId(call))
                .flatMap(QueueEntry::reservedAssistant)
                .map(Login::value)
                .orElse("no assistant");
    }

    private static Presence neverSignedIn(Assistant assistant) {
        return Presence.neverSignedIn(assistant.login(), assistant.team(), Instant.EPOCH);
    }
}
