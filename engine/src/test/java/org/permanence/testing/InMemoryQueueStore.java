package org.permanence.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueStore;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.queue.TeamTransaction;

/// The queue store in memory, with the guarantees of the real one: a team runs one task at a time, and a task that
/// throws saves nothing. Thread-safe.
public final class InMemoryQueueStore implements QueueStore {

    private record TeamState(Map<CallId, QueueEntry> entries, Map<Login, Presence> presences) {

        TeamState copy() {
            return new TeamState(new LinkedHashMap<>(entries), new LinkedHashMap<>(presences));
        }
    }

    private final class Transaction implements TeamTransaction {

        private final TeamId team;
        private final TeamState state;
        private final List<QueueEntry> received;
        private final List<QueueEntry> handedOver = new ArrayList<>();

        Transaction(TeamId team, TeamState state) {
            this.team = team;
            this.state = state;
            this.received = inTransit.stream()
                    .filter(call -> state.entries.containsValue(call))
                    .toList();
        }

        @Override
        public List<QueueEntry> waiting() {
            return List.copyOf(state.entries.values());
        }

        @Override
        public Optional<QueueEntry> waiting(CallId call) {
            return Optional.ofNullable(state.entries.get(call));
        }

        @Override
        public void save(QueueEntry entry) {
            state.entries.put(entry.call(), entry);
        }

        @Override
        public void handOver(QueueEntry entry) {
            state.entries.remove(entry.call());
            handedOver.add(entry);
        }

        @Override
        public Optional<TeamId> otherTeamOf(CallId call) {
            return allWaiting()
                    .filter(other -> other.call().equals(call))
                    .map(QueueEntry::team)
                    .findFirst()
                    .or(() -> states.values().stream()
                            .flatMap(other -> other.presences.values().stream())
                            .filter(presence -> presence.call().equals(Optional.of(call)))
                            .map(Presence::team)
                            .findFirst())
                    .filter(other -> !other.equals(team));
        }

        @Override
        public void remove(CallId call) {
            state.entries.remove(call);
        }

        @Override
        public List<Presence> presences() {
            return List.copyOf(state.presences.values());
        }

        @Override
        public Optional<Presence> presence(Login login) {
            return Optional.ofNullable(state.presences.get(login));
        }

        @Override
        public void save(Presence presence) {
            state.presences.put(presence.login(), presence);
        }
    }

    private final Map<TeamId, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<TeamId, TeamState> states = new ConcurrentHashMap<>();
    private final List<QueueEntry> inTransit = new CopyOnWriteArrayList<>();
    private volatile boolean unavailable;

    /// From now on every access fails, as if the database were down.
    public void becomeUnavailable() {
        unavailable = true;
    }

    public void becomeAvailable() {
        unavailable = false;
    }

    @Override
    public <T> T inTeam(TeamId team, Function<TeamTransaction, T> work) {
        throwIfUnavailable("queue: change");
        ReentrantLock lock = locks.computeIfAbsent(team, _ -> new ReentrantLock());
        if (lock.isHeldByCurrentThread()) {
            // The database's lock cannot be taken twice either: a second connection would wait for the first.
            throw new IllegalStateException("team: locked by this thread (expected: one task at a time)");
        }
        lock.lock();
        try {
            TeamState state = state(team);
            var transaction = new Transaction(team, state);
            T result = work.apply(transaction);
            throwIfUnavailable("queue: commit");
            commit(transaction);
            return result;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<QueueEntry> waiting(TeamId team) {
        throwIfUnavailable("queue: read");
        return List.copyOf(state(team).entries.values());
    }

    @Override
    public Optional<QueueEntry> waiting(CallId call) {
        throwIfUnavailable("queue: read");
        return allWaiting().filter(entry -> entry.call().equals(call)).findFirst();
    }

    @Override
    public List<Presence> presences(TeamId team) {
        throwIfUnavailable("queue: read");
        return List.copyOf(state(team).presences.values());
    }

    private Stream<QueueEntry> allWaiting() {
        return Stream.concat(
                states.values().stream().flatMap(state -> state.entries.values().stream()), inTransit.stream());
    }

    /// A copy, with what other teams have handed over since.
    private synchronized TeamState state(TeamId team) {
        TeamState state =
                states.getOrDefault(team, new TeamState(Map.of(), Map.of())).copy();
        inTransit.stream()
                .filter(call -> call.team().equals(team))
                .forEach(call -> state.entries.put(call.call(), call));
        return state;
    }

    /// Entries that arrived during the task stay in the inbox.
    private synchronized void commit(Transaction transaction) {
        inTransit.removeAll(transaction.received);
        inTransit.addAll(transaction.handedOver);
        states.put(transaction.team, transaction.state);
    }

    private void throwIfUnavailable(String operation) {
        if (unavailable) {
            throw new StoreUnavailableException(
                    operation, new IllegalStateException("store: unavailable (expected: available)"));
        }
    }
}
