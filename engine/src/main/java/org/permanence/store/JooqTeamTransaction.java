package org.permanence.store;

import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.TeamTransaction;

/// One team's rows, under the team's lock. Do not use after the transaction ends.
///
/// The changes of all tasks of the transaction are written once, at its end: a caller waits for every statement.
final class JooqTeamTransaction implements TeamTransaction {

    private final DSLContext sql;
    private final TeamId team;
    private final TeamCache cache;

    JooqTeamTransaction(DSLContext sql, TeamId team, TeamCache cache) {
        this.sql = sql;
        this.team = team;
        this.cache = cache;
    }

    @Override
    public List<QueueEntry> waiting() {
        return cache.entries.allRows();
    }

    @Override
    public Optional<QueueEntry> waiting(CallId call) {
        return cache.entries.row(call);
    }

    @Override
    public void save(QueueEntry entry) {
        requireOwnTeam(entry.team());
        cache.entries.put(entry);
    }

    @Override
    public void handOver(QueueEntry entry) {
        cache.entries.handOver(entry);
    }

    @Override
    public Optional<TeamId> otherTeamOf(CallId call) {
        return cache.entries
                .handedOver(call)
                .or(() -> QueueEntryRows.of(sql, call))
                .map(QueueEntry::team)
                .filter(other -> !other.equals(team))
                .or(() -> PresenceRows.teamOf(sql, call).filter(other -> !other.equals(team)));
    }

    @Override
    public void remove(CallId call) {
        cache.entries.remove(call);
    }

    @Override
    public List<Presence> presences() {
        return cache.presences.allRows();
    }

    @Override
    public Optional<Presence> presence(Login login) {
        return cache.presences.row(login);
    }

    @Override
    public void save(Presence presence) {
        requireOwnTeam(presence.team());
        cache.presences.put(presence);
    }

    /// Keeps the changes of the task.
    void acceptChanges() {
        cache.entries.acceptChanges();
        cache.presences.acceptChanges();
    }

    /// Discards the changes of the task.
    void rollBackChanges() {
        cache.entries.rollBackChanges();
        cache.presences.rollBackChanges();
    }

    private void requireOwnTeam(TeamId other) {
        if (!other.equals(team)) {
            throw new IllegalArgumentException("team: " + other + " (expected: " + team + ", whose lock is held)");
        }
    }
}
