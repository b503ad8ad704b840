package org.permanence.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.TeamBook;
import org.permanence.queue.WaitingCall;

/// One team's rows, inside the transaction that holds the team's lock. It is worth nothing after it.
///
/// Nobody else changes them meanwhile, so each table is read once, and what was changed is written once, at the
/// end: a caller waits for every statement.
final class JooqTeamBook implements TeamBook {

    private final DSLContext sql;
    private final TeamId team;
    private @Nullable Page<CallId, WaitingCall> calls;
    private @Nullable Page<Login, Presence> presences;

    JooqTeamBook(DSLContext sql, TeamId team) {
        this.sql = sql;
        this.team = team;
    }

    @Override
    public List<WaitingCall> waiting() {
        return calls().rows();
    }

    @Override
    public Optional<WaitingCall> waiting(CallId call) {
        return calls().row(call);
    }

    @Override
    public void save(WaitingCall waiting) {
        check(waiting.team());
        calls().now.put(waiting.call(), waiting);
    }

    @Override
    public void handOver(WaitingCall waiting) {
        calls().give(waiting.call(), waiting);
    }

    @Override
    public Optional<TeamId> elsewhere(CallId call) {
        return WaitingRows.of(sql, call)
                .map(WaitingCall::team)
                .or(() -> PresenceRows.teamOf(sql, call))
                .filter(other -> !other.equals(team));
    }

    @Override
    public void remove(CallId call) {
        calls().now.remove(call);
    }

    @Override
    public List<Presence> presences() {
        return people().rows();
    }

    @Override
    public Optional<Presence> presence(Login login) {
        return people().row(login);
    }

    @Override
    public void save(Presence presence) {
        check(presence.team());
        people().now.put(presence.login(), presence);
    }

    /// Writes what was changed.
    void write() {
        if (calls != null) {
            calls.write(call -> WaitingRows.remove(sql, team, call), waiting -> WaitingRows.save(sql, waiting));
        }
        if (presences != null) {
            presences.write(_ -> {}, presence -> PresenceRows.save(sql, presence));
        }
    }

    private Page<CallId, WaitingCall> calls() {
        if (calls == null) {
            calls = new Page<>(WaitingRows.of(sql, team), WaitingCall::call);
        }
        return calls;
    }

    private Page<Login, Presence> people() {
        if (presences == null) {
            presences = new Page<>(PresenceRows.of(sql, team), Presence::login);
        }
        return presences;
    }

    private void check(TeamId other) {
        if (!other.equals(team)) {
            throw new IllegalArgumentException("team: " + other + " (expected: " + team + ", whose lock is held)");
        }
    }

    /// The rows of one table: as they were read, and as they are now.
    private static final class Page<K, V> {

        private final Map<K, V> read;
        private final Map<K, V> now;
        private final List<V> given = new ArrayList<>();

        Page(List<V> rows, Function<V, K> key) {
            read = new HashMap<>(rows.stream().collect(Collectors.toMap(key, Function.identity())));
            now = new LinkedHashMap<>(read);
        }

        List<V> rows() {
            return List.copyOf(now.values());
        }

        Optional<V> row(K key) {
            return Optional.ofNullable(now.get(key));
        }

        /// The row is another's from here on: it is written once, and never removed.
        void give(K key, V row) {
            read.remove(key);
            now.remove(key);
            given.add(row);
        }

        void write(Consumer<K> remove, Consumer<V> save) {
            read.keySet().stream().filter(key -> !now.containsKey(key)).forEach(remove);
            given.forEach(save);
            now.forEach((key, row) -> {
                if (!row.equals(read.get(key))) {
                    save.accept(row);
                }
            });
        }
    }
}
