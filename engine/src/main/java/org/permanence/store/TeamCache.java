package org.permanence.store;

import static java.util.Objects.requireNonNull;
import static org.permanence.store.schema.Tables.TEAM;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;

/// A team's rows, kept from one transaction to the next. A team of a thousand callers is not read again for each of
/// them. The database remains the queue: every transaction locks the team's row, and the cached rows are used only
/// if nothing has changed them since:
///
/// 1. A transaction that changes a row under the team's lock draws a new version into the team's row. The version
///    is random, not counted: a database restored to an earlier moment must not look like the later one.
/// 2. A team that hands over a call, or takes over an assistant, changes a row of another team under its own lock
///    alone, because taking both locks could deadlock. So it leaves a notice in [TeamInvalidations]. The
///    transaction that finds the notice reads the rows again, deletes the notice and draws a new version.
/// 3. The cache of a transaction that failed is discarded.
final class TeamCache {

    private static final RandomGenerator VERSIONS = new SecureRandom();

    final RowCache<CallId, QueueEntry> entries;
    final RowCache<Login, Presence> presences;
    private long version;
    private boolean changed;

    private TeamCache(DSLContext sql, TeamId team, long version, boolean changed) {
        this.entries = new RowCache<>(QueueEntryRows.of(sql, team), QueueEntry::call);
        this.presences = new RowCache<>(PresenceRows.of(sql, team), Presence::login);
        this.version = version;
        this.changed = changed;
    }

    /// Locks the team and returns its rows as they are under the lock.
    ///
    /// @param cached what the last transaction of this engine left
    static TeamCache lock(DSLContext sql, TeamId team, Optional<TeamCache> cached) {
        var query = sql.select(TEAM.VERSION).from(TEAM).where(TEAM.ID.eq(team));
        // A team that hands over a call to this one holds a foreign key lock on this row. PostgreSQL's `for update`
        // would wait for it.
        long currentVersion =
                requireNonNull((sql.family() == SQLDialect.POSTGRES ? query.forNoKeyUpdate() : query.forUpdate())
                        .fetchSingle(TEAM.VERSION));
        // In a separate statement: the statement that waits for the lock would not see what was committed during
        // the wait.
        if (TeamInvalidations.take(sql, team)) {
            return new TeamCache(sql, team, currentVersion, true);
        }
        return cached.filter(cache -> cache.version == currentVersion)
                .orElseGet(() -> new TeamCache(sql, team, currentVersion, false));
    }

    /// Writes the changes since the last write.
    void write(DSLContext sql, TeamId team) {
        changed |= entries.write(QueueEntryRows.writer(sql, team));
        changed |= presences.write(PresenceRows.writer(sql, team));
    }

    /// Draws a new version if anything was written.
    void renewVersion(DSLContext sql, TeamId team) {
        if (changed) {
            version = VERSIONS.nextLong();
            changed = false;
            sql.update(TEAM).set(TEAM.VERSION, version).where(TEAM.ID.eq(team)).execute();
        }
    }
}
