package org.permanence.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.journal.CallEventLog;
import org.permanence.practice.Practice;
import org.permanence.practice.TeamId;
import org.permanence.queue.CallerMemory;
import org.permanence.queue.CallerMemoryStore;
import org.permanence.queue.HoldLoop;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.SteppedWaiterSignals;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaitEstimator;
import org.permanence.queue.WaitOutcome;
import org.permanence.routing.TeamMatcher;
import org.permanence.triage.Urgency;

/// A shift in the house: the real queue and routing over a store in memory, on a clock that the test moves.
public final class Shift {

    private final SteppedClock clock;
    private final MemoryQueueStore store;
    private final SteppedWaiterSignals signals;
    private final TeamQueue queue;
    private final HoldLoop holdLoop;
    private final List<String> truths = new ArrayList<>();
    private final CollectedJournal journal = new CollectedJournal();
    private CallerMemoryStore callerMemory = CallerMemoryStore.NONE;

    /// What the house remembers of callers, as soon as it is told.
    private final class Remembered implements CallerMemoryStore {

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

    public Shift(House house) {
        this(house, new SteppedClock(), new MemoryQueueStore());
    }

    /// A shift that begins at another moment than a Wednesday morning.
    public Shift(House house, Instant start) {
        this(house, new SteppedClock(start), new MemoryQueueStore());
    }

    private Shift(House house, SteppedClock clock, MemoryQueueStore store) {
        this.clock = clock;
        this.store = store;
        this.signals = new SteppedWaiterSignals(clock);
        this.queue = new TeamQueue(
                store,
                new TeamMatcher(house, clock),
                signals,
                new WaitEstimator((_, truth) -> truths.add(truth.name())),
                clock);
        this.holdLoop = new HoldLoop(queue, signals, house, new Remembered(), clock);
    }

    /// The engine was killed and started again: nothing is left but the store and the time.
    public Shift restarted(House house) {
        return new Shift(house, clock, store);
    }

    /// From here on something is known of whoever rings again.
    public Shift remembers(CallerMemoryStore known) {
        callerMemory = known;
        return this;
    }

    public TeamQueue desk() {
        return queue;
    }

    /// The caller presses a key while waiting.
    public void presses(String call, char key) {
        signals.onKeyPressed(new CallId(call), key);
    }

    public SteppedClock clock() {
        return clock;
    }

    public MemoryQueueStore store() {
        return store;
    }

    public CollectedJournal journal() {
        return journal;
    }

    public HoldLoop room() {
        return holdLoop;
    }

    /// How true the forecasts were of those who were answered.
    public List<String> truths() {
        return List.copyOf(truths);
    }

    /// How many calls wait on this node.
    public int seated() {
        return signals.waiterCount();
    }

    /// Looks for matches, as the house does now and then by itself.
    public void match() {
        queue.match(House.TEAM);
    }

    /// The same for another team.
    public void match(TeamId team) {
        queue.match(team);
    }

    /// The assistant signs in and is ready, a second after whoever did before.
    public Shift signsIn(Assistant assistant) {
        clock.advance(Duration.ofSeconds(1));
        return on(assistant, AssistantEvent.SIGNED_IN);
    }

    public Shift on(Assistant assistant, AssistantEvent event) {
        store.inTeam(assistant.team(), transaction -> {
            Presence now = transaction.presence(assistant.login()).orElseGet(() -> off(assistant));
            transaction.save(now.on(event, clock.instant())
                    .orElseThrow(() -> new AssertionError(event + ": impossible from " + now.state())));
            return now;
        });
        queue.match(assistant.team());
        return this;
    }

    /// Another caller stands in the queue, who does nothing but wait, a second after whoever did before.
    public Shift waits(String call, Practice practice, Urgency urgency) {
        clock.advance(Duration.ofSeconds(1));
        var entry = new QueueEntry(
                new CallId(call), practice.id(), practice.team(), urgency, clock.instant(), Optional.empty());
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

    public Presence presence(Assistant assistant) {
        return store.inTeam(assistant.team(), transaction -> transaction.presence(assistant.login()))
                .orElseGet(() -> off(assistant));
    }

    public AssistantState state(Assistant assistant) {
        return presence(assistant).state();
    }

    /// The calls that wait, in the order of answering.
    public List<String> queue() {
        return store.waiting(House.TEAM).stream()
                .sorted(QueueEntry.answerOrderAt(clock.instant()))
                .map(entry -> entry.call().value())
                .toList();
    }

    /// The login of the assistant who is reserved for the call, or a word that nobody is.
    public String reservedFor(String call) {
        return store.waiting(new CallId(call))
                .flatMap(QueueEntry::offeredTo)
                .map(Login::value)
                .orElse("nobody");
    }

    private static Presence off(Assistant assistant) {
        return Presence.neverSignedIn(assistant.login(), assistant.team(), Instant.EPOCH);
    }
}
