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

/// One team's rows, inside the transaction that holds the team's lock. It is worth nothing after it.
///
/// Nobody else changes them meanwhile, and what all the work of the transaction has changed is written once, at its
/// end:
/// a caller waits for every statement.
final class JooqTeamBook implements TeamTransaction {

    private final DSLContext sql;
    private final TeamId team;
    private final TeamRows rows;

    JooqTeamBook(DSLContext sql, TeamId team, TeamRows rows) {
        this.sql = sql;
        this.team = team;
        this.rows = rows;
    }

    @Override
    public List<QueueEntry> waiting() {
        return rows.calls.all();
    }

    @Override
    public Optional<QueueEntry> waiting(CallId call) {
        return rows.calls.row(call);
    }

    @Override
    public void save(QueueEntry entry) {
        check(entry.team());
        rows.calls.put(entry);
    }

    @Override
    public void handOver(QueueEntry entry) {
        rows.calls.give(entry);
    }

    @Override
    public Optional<TeamId> otherTeamOf(CallId call) {
        return rows.calls
                .givenAway(call)
                .or(() -> WaitingRows.of(sql, call))
                .map(QueueEntry::team)
                .filter(other -> !other.equals(team))
                .or(() -> PresenceRows.teamOf(sql, call).filter(other -> !other.equals(team)));
    }

    @Override
    public void remove(CallId call) {
        rows.calls.remove(call);
    }

    @Override
    public List<Presence> presences() {
        return rows.presences.all();
    }

    @Override
    public Optional<Presence> presence(Login login) {
        return rows.presences.row(login);
    }

    @Override
    public void save(Presence presence) {
        check(presence.team());
        rows.presences.put(presence);
    }

    /// The piece of work is done.
    void keep() {
        rows.calls.keep();
        rows.presences.keep();
    }

    /// Forgets what the piece of work has changed.
    void undo() {
        rows.calls.undo();
        rows.presences.undo();
    }

    private void check(TeamId other) {
        if (!other.equals(team)) {
            throw new IllegalArgumentException("team: " + other + " (expected: " + team + ", whose lock is held)");
        }
    }
}
