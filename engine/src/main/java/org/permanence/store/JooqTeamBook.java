package org.permanence.store;

import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.TeamBook;
import org.permanence.queue.WaitingCall;

/// One team's rows, inside the transaction that holds the team's lock. It is worth nothing after it.
final class JooqTeamBook implements TeamBook {

    private final DSLContext sql;
    private final TeamId team;

    JooqTeamBook(DSLContext sql, TeamId team) {
        this.sql = sql;
        this.team = team;
    }

    @Override
    public List<WaitingCall> waiting() {
        return WaitingRows.of(sql, team);
    }

    @Override
    public Optional<WaitingCall> waiting(CallId call) {
        return WaitingRows.one(sql, team, call);
    }

    @Override
    public void save(WaitingCall waiting) {
        check(waiting.team());
        WaitingRows.save(sql, waiting);
    }

    @Override
    public void remove(CallId call) {
        WaitingRows.remove(sql, team, call);
    }

    @Override
    public List<Presence> presences() {
        return PresenceRows.of(sql, team);
    }

    @Override
    public Optional<Presence> presence(Login login) {
        return PresenceRows.one(sql, team, login);
    }

    @Override
    public void save(Presence presence) {
        check(presence.team());
        PresenceRows.save(sql, presence);
    }

    private void check(TeamId other) {
        if (!other.equals(team)) {
            throw new IllegalArgumentException("team: " + other + " (expected: " + team + ", whose lock is held)");
        }
    }
}
