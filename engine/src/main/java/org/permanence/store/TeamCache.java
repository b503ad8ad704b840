package org.permanence.store;

import static java.util.Objects.requireNonNull;
import static org.permanence.store.schema.Tables.TEAM;
import static org.permanence.store.schema.Tables.TEAM_INVALIDATION;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;

/// A team's rows, kept from one transaction to the next: a team of a thousand callers is not read again for each of
/// them. The database is the queue all the same. Every transaction locks the team's row, and what is kept is used
/// only if nobody else has changed anything since:
///
/// 1. Whoever changes a row under the team's lock draws a new edition into the team's row, in the same transaction.
///    It is drawn, not counted: a database that was set back to an earlier moment must not seem to be the later
/// one.
/// 2. Another team that changes one of the team's rows, by giving it a call or taking an assistant over, does so
///    under its own lock alone; two teams that waited for each other's would wait for ever. It leaves a notice.
///    Whoever sees the notice reads the rows again, and draws a new edition as it takes the notice away.
/// 3. What a transaction that fails leaves behind is used by nobody.
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

    /// Takes the team's lock, and gives its rows as they are under it.
    ///
    /// @param kept what the last transaction of this engine left
    static TeamCache lock(DSLContext sql, TeamId team, Optional<TeamCache> cached) {
        var query = sql.select(TEAM.VERSION).from(TEAM).where(TEAM.ID.eq(team));
        // A team that gives this one a call refers to its row meanwhile, which PostgreSQL's `for update` would
        // forbid.
        long currentVersion =
                requireNonNull((sql.family() == SQLDialect.POSTGRES ? query.forNoKeyUpdate() : query.forUpdate())
                        .fetchSingle(TEAM.VERSION));
        // Not in the statement that waits for the lock: it would see what was there before it waited.
        List<Long> invalidations = sql.select(TEAM_INVALIDATION.ID)
                .from(TEAM_INVALIDATION)
                .where(TEAM_INVALIDATION.TEAM.eq(team))
                .fetch(TEAM_INVALIDATION.ID);
        if (invalidations.isEmpty()) {
            return cached.filter(cache -> cache.version == currentVersion)
                    .orElseGet(() -> new TeamCache(sql, team, currentVersion, false));
        }
        sql.deleteFrom(TEAM_INVALIDATION)
                .where(TEAM_INVALIDATION.ID.in(invalidations))
                .execute();
        return new TeamCache(sql, team, currentVersion, true);
    }

    /// Tells another team that one of its rows was changed.
    static void invalidate(DSLContext sql, TeamId other) {
        sql.insertInto(TEAM_INVALIDATION, TEAM_INVALIDATION.TEAM).values(other).execute();
    }

    /// Writes what was changed since the last time.
    void write(DSLContext sql, TeamId team) {
        changed |= entries.write(QueueEntryRows.writer(sql, team));
        changed |= presences.write(PresenceRows.writer(sql, team));
    }

    /// Draws a new edition, where anything was written.
    void renewVersion(DSLContext sql, TeamId team) {
        if (changed) {
            version = VERSIONS.nextLong();
            changed = false;
            sql.update(TEAM).set(TEAM.VERSION, version).where(TEAM.ID.eq(team)).execute();
        }
    }
}
