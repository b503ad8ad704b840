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
import org.permanence.queue.QueueStore;
import org.permanence.queue.StoreException;
import org.permanence.queue.TeamBook;
import org.permanence.queue.WaitingCall;

/// The queue in memory, with the promises of the real one: a team's work runs alone, and an exception saves
/// nothing. Thread-safe.
public final class MemoryQueueStore implements QueueStore {

    private record Page(Map<CallId, WaitingCall> calls, Map<Login, Presence> people) {

        Page copy() {
            return new Page(new LinkedHashMap<>(calls), new LinkedHashMap<>(people));
        }
    }

    private final class Book implements TeamBook {

        private final TeamId team;
        private final Page page;
        private final List<WaitingCall> received;
        private final List<WaitingCall> given = new ArrayList<>();

        Book(TeamId team, Page page) {
            this.team = team;
            this.page = page;
            this.received = inbox.stream()
                    .filter(call -> page.calls.containsValue(call))
                    .toList();
        }

        @Override
        public List<WaitingCall> waiting() {
            return List.copyOf(page.calls.values());
        }

        @Override
        public Optional<WaitingCall> waiting(CallId call) {
            return Optional.ofNullable(page.calls.get(call));
        }

        @Override
        public void save(WaitingCall waiting) {
            page.calls.put(waiting.call(), waiting);
        }

        @Override
        public void handOver(WaitingCall waiting) {
            page.calls.remove(waiting.call());
            given.add(waiting);
        }

        @Override
        public Optional<TeamId> elsewhere(CallId call) {
            return everywhere()
                    .filter(other -> other.call().equals(call))
                    .map(WaitingCall::team)
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
    private final List<WaitingCall> inbox = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    /// From here on everything asked of the store fails, as if the database were gone.
    public void goesAway() {
        away = true;
    }

    public void comesBack() {
        away = false;
    }

    @Override
    public <T> T inTeam(TeamId team, Function<TeamBook, T> work) {
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
    public List<WaitingCall> waiting(TeamId team) {
        refuseWhileAway("queue: read");
        return List.copyOf(page(team).calls.values());
    }

    @Override
    public Optional<WaitingCall> waiting(CallId call) {
        refuseWhileAway("queue: read");
        return everywhere().filter(waiting -> waiting.call().equals(call)).findFirst();
    }

    @Override
    public List<Presence> presences(TeamId team) {
        refuseWhileAway("queue: read");
        return List.copyOf(page(team).people.values());
    }

    private Stream<WaitingCall> everywhere() {
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
            throw new StoreException(what, new IllegalStateException("store: away (expected: there)"));
        }
    }
}
