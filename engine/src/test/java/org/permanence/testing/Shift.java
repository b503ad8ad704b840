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
import org.permanence.journal.CallJournal;
import org.permanence.practice.Practice;
import org.permanence.practice.TeamId;
import org.permanence.queue.Forecasts;
import org.permanence.queue.Former;
import org.permanence.queue.FormerCalls;
import org.permanence.queue.QueueDesk;
import org.permanence.queue.SteppedSeats;
import org.permanence.queue.Wait;
import org.permanence.queue.WaitingCall;
import org.permanence.queue.WaitingRoom;
import org.permanence.routing.Matchmaker;
import org.permanence.triage.Urgency;

/// A shift in the house: the real queue and routing over a store in memory, on a clock that the test moves.
public final class Shift {

    private final SteppedClock clock;
    private final MemoryQueueStore store;
    private final SteppedSeats seats;
    private final QueueDesk desk;
    private final WaitingRoom room;
    private final List<String> truths = new ArrayList<>();
    private final CollectedJournal journal = new CollectedJournal();
    private FormerCalls formerCalls = FormerCalls.NONE;

    /// What the house remembers of callers, as soon as it is told.
    private final class Remembered implements FormerCalls {

        @Override
        public void left(Call call, Practice practice, WaitingCall place) {
            formerCalls.left(call, practice, place);
        }

        @Override
        public void talked(Call call, Practice practice, Login assistant) {
            formerCalls.talked(call, practice, assistant);
        }

        @Override
        public Former takenUp(Call call, Practice practice) {
            return formerCalls.takenUp(call, practice);
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
        this.seats = new SteppedSeats(clock);
        this.desk = new QueueDesk(
                store,
                new Matchmaker(house, clock),
                seats,
                new Forecasts((_, truth) -> truths.add(truth.name())),
                clock);
        this.room = new WaitingRoom(desk, seats, house, new Remembered(), clock);
    }

    /// The engine was killed and started again: nothing is left but the store and the time.
    public Shift restarted(House house) {
        return new Shift(house, clock, store);
    }

    /// From here on something is known of whoever rings again.
    public Shift remembers(FormerCalls known) {
        formerCalls = known;
        return this;
    }

    public QueueDesk desk() {
        return desk;
    }

    /// The caller presses a key while waiting.
    public void presses(String call, char key) {
        seats.pressed(new CallId(call), key);
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

    public WaitingRoom room() {
        return room;
    }

    /// How true the forecasts were of those who were answered.
    public List<String> truths() {
        return List.copyOf(truths);
    }

    /// How many calls wait on this node.
    public int seated() {
        return seats.taken();
    }

    /// Looks for matches, as the house does now and then by itself.
    public void match() {
        desk.match(House.TEAM);
    }

    /// The same for another team.
    public void match(TeamId team) {
        desk.match(team);
    }

    /// The assistant signs in and is ready, a second after whoever did before.
    public Shift signsIn(Assistant assistant) {
        clock.advance(Duration.ofSeconds(1));
        return on(assistant, AssistantEvent.SIGNED_IN);
    }

    public Shift on(Assistant assistant, AssistantEvent event) {
        store.inTeam(assistant.team(), book -> {
            Presence now = book.presence(assistant.login()).orElseGet(() -> off(assistant));
            book.save(now.on(event, clock.instant())
                    .orElseThrow(() -> new AssertionError(event + ": impossible from " + now.state())));
            return now;
        });
        desk.match(assistant.team());
        return this;
    }

    /// Another caller stands in the queue, who does nothing but wait, a second after whoever did before.
    public Shift waits(String call, Practice practice, Urgency urgency) {
        clock.advance(Duration.ofSeconds(1));
        var waiting = new WaitingCall(
                new CallId(call), practice.id(), practice.team(), urgency, clock.instant(), Optional.empty());
        store.inTeam(practice.team(), book -> {
            book.save(waiting);
            return waiting;
        });
        desk.match(practice.team());
        return this;
    }

    public Wait hold(Call call, Practice practice, Urgency urgency) throws CallEnded {
        return room.hold(
                call, practice, urgency, Optional.empty(), new CallJournal(journal, call.id(), practice.id(), clock));
    }

    public Presence presence(Assistant assistant) {
        return store.inTeam(assistant.team(), book -> book.presence(assistant.login()))
                .orElseGet(() -> off(assistant));
    }

    public AssistantState state(Assistant assistant) {
        return presence(assistant).state();
    }

    /// The calls that wait, in the order of answering.
    public List<String> queue() {
        return store.waiting(House.TEAM).stream()
                .sorted(WaitingCall.firstAnsweredAt(clock.instant()))
                .map(waiting -> waiting.call().value())
                .toList();
    }

    /// The login of the assistant who is reserved for the call, or a word that nobody is.
    public String reservedFor(String call) {
        return store.waiting(new CallId(call))
                .flatMap(WaitingCall::offeredTo)
                .map(Login::value)
                .orElse("nobody");
    }

    private static Presence off(Assistant assistant) {
        return Presence.off(assistant.login(), assistant.team(), Instant.EPOCH);
    }
}
