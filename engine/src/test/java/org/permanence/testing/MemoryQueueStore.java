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

/// The queue in memory, with the promises of the real one: a team's work runs alone, and an exception saves
/// nothing. Thread-safe.
public final class MemoryQueueStore implements QueueStore {

    private record Page(Map<CallId, QueueEntry> calls, Map<Login, Presence> people) {

        Page copy() {
            return new Page(new LinkedHashMap<>(calls), new LinkedHashMap<>(people));
        }
    }

    private final class Book implements TeamTransaction {

        private final TeamId team;
        private final Page page;
        private final List<QueueEntry> received;
        private final List<QueueEntry> given = new ArrayList<>();

        Book(TeamId team, Page page) {
            this.team = team;
            this.page = page;
            this.received = inbox.stream()
                    .filter(call -> page.calls.containsValue(call))
                    .toList();
        }

        @Override
        public List<QueueEntry> waiting() {
            return List.copyOf(page.calls.values());
        }

        @Override
        public Optional<QueueEntry> waiting(CallId call) {
            return Optional.ofNullable(page.calls.get(call));
        }

        @Override
        public void save(QueueEntry entry) {
            page.calls.put(entry.call(), entry);
        }

        @Override
        public void handOver(QueueEntry entry) {
            page.calls.remove(entry.call());
            given.add(entry);
        }

        @Override
        public Optional<TeamId> otherTeamOf(CallId call) {
            return everywhere()
                    .filter(other -> other.call().equals(call))
                    .map(QueueEntry::team)
                    .findFirst()
                    .or(() -> pages.values().stream()
                            .flatMap(other -> other.people.values().stream())
                            .filter(presence -> presence.call().equals(Optional.of(call)))
                            .map(Presence::team)
                            .findFirst())
                    .filter(other -> !other.equals(team));
        }

        @Override
        public void remove(CallId call) {
            page.calls.remove(call);
        }

        @Override
        public List<Presence> presences() {
            return List.copyOf(page.people.values());
        }

        @Override
        public Optional<Presence> presence(Login login) {
            return Optional.ofNullable(page.people.get(login));
        }

        @Override
        public void save(Presence presence) {
            page.people.put(presence.login(), presence);
        }
    }

    private final Map<TeamId, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<TeamId, Page> pages = new ConcurrentHashMap<>();
    private final List<QueueEntry> inbox = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    /// From here on everything asked of the store fails, as if the database were gone.
    public void goesAway() {
        away = true;
    }

    public void comesBack() {
        away = false;
    }

    @Override
    public <T> T inTeam(TeamId team, Function<TeamTransaction, T> work) {
        refuseWhileAway("queue: change");
        ReentrantLock lock = locks.computeIfAbsent(team, _ -> new ReentrantLock());
        if (lock.isHeldByCurrentThread()) {
            // The database's lock is not to be had twice either: a second connection would wait for the first.
            throw new IllegalStateException("team: locked by this thread (expected: one piece of work at a time)");
        }
        lock.lock();
        try {
            Page page = page(team);
            var book = new Book(team, page);
            T result = work.apply(book);
            refuseWhileAway("queue: commit");
            commit(book);
            return result;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<QueueEntry> waiting(TeamId team) {
        refuseWhileAway("queue: read");
        return List.copyOf(page(team).calls.values());
    }

    @Override
    public Optional<QueueEntry> waiting(CallId call) {
        refuseWhileAway("queue: read");
        return everywhere().filter(entry -> entry.call().equals(call)).findFirst();
    }

    @Override
    public List<Presence> presences(TeamId team) {
        refuseWhileAway("queue: read");
        return List.copyOf(page(team).people.values());
    }

    private Stream<QueueEntry> everywhere() {
        return Stream.concat(pages.values().stream().flatMap(page -> page.calls.values().stream()), inbox.stream());
    }

    /// A copy, with what other teams have handed over since.
    private synchronized Page page(TeamId team) {
        Page page = pages.getOrDefault(team, new Page(Map.of(), Map.of())).copy();
        inbox.stream().filter(call -> call.team().equals(team)).forEach(call -> page.calls.put(call.call(), call));
        return page;
    }

    /// What came while the work was done stays in the inbox.
    private synchronized void commit(Book book) {
        inbox.removeAll(book.received);
        inbox.addAll(book.given);
        pages.put(book.team, book.page);
    }

    private void refuseWhileAway(String what) {
        if (away) {
            throw new StoreUnavailableException(what, new IllegalStateException("store: away (expected: there)"));
        }
    }
}
