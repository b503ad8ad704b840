package org.permanence.store;

import static org.permanence.store.schema.Tables.TEAM;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataChangedException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueStore;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.queue.TeamTransaction;

/// The queue in the database. A team's lock is the lock on the team's row, selected by its key. In H2, `order by …
/// limit 1 for update` would lock every matching row.
public final class JooqQueueStore implements QueueStore {

    private static final String TEAM_TASK = "queue: run a transaction of a team";
    private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(4);

    private final Transactions transactions;
    private final GroupCommit groupCommit = new GroupCommit(MAX_LOCK_WAIT, this::runBatch);
    private final Set<TeamId> knownTeams = ConcurrentHashMap.newKeySet();
    private final Map<TeamId, TeamCache> caches = new ConcurrentHashMap<>();

    public JooqQueueStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public <T> T inTeam(TeamId team, Function<TeamTransaction, T> work) {
        transactions.requireAvailable(TEAM_TASK);
        return groupCommit.execute(team, work);
    }

    private void runBatch(TeamId team, List<TeamTask<?>> tasks) {
        ensureTeamRow(team);
        // Removed, and put back after the commit: the cache of a failed transaction is discarded.
        Optional<TeamCache> cached = Optional.ofNullable(caches.remove(team));
        try {
            caches.put(team, transactions.run(TEAM_TASK, sql -> runInTransaction(sql, team, cached, tasks)));
        } catch (ConflictException conflict) {
            if (tasks.size() == 1) {
                throw conflict.fault();
            }
            tasks.forEach(task -> runAlone(team, task)); // One task has failed the transaction: run each on its own.
        }
    }

    private void runAlone(TeamId team, TeamTask<?> task) {
        try {
            runBatch(team, List.of(task));
        } catch (RuntimeException | Error fault) {
            task.fail(fault);
        }
    }

    private static TeamCache runInTransaction(
            DSLContext sql, TeamId team, Optional<TeamCache> cached, List<TeamTask<?>> tasks) {
        TeamCache cache = TeamCache.lock(sql, team, cached);
        var transaction = new JooqTeamTransaction(sql, team, cache);
        try {
            for (TeamTask<?> task : tasks) {
                task.run(transaction);
            }
            cache.write(sql, team);
        } catch (DataChangedException | IntegrityConstraintViolationException fault) {
            throw new ConflictException(DatabaseErrors.toStoreException(TEAM_TASK, fault));
        }
        cache.renewVersion(sql, team);
        return cache;
    }

    /// A row was changed without the team's lock, or violates a constraint. The transaction is rolled back.
    private static final class ConflictException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final StoreUnavailableException fault;

        ConflictException(StoreUnavailableException fault) {
            super(fault);
            this.fault = fault;
        }

        StoreUnavailableException fault() {
            return fault;
        }
    }

    @Override
    public List<QueueEntry> waiting(TeamId team) {
        return transactions.read("queue: read the entries of a team", sql -> QueueEntryRows.of(sql, team));
    }

    @Override
    public Optional<QueueEntry> waiting(CallId call) {
        return transactions.read("queue: read an entry", sql -> QueueEntryRows.of(sql, call));
    }

    @Override
    public List<Presence> presences(TeamId team) {
        return transactions.read("queue: read the presences of a team", sql -> PresenceRows.of(sql, team));
    }

    /// Inserts the row of a new team, in a transaction of its own: PostgreSQL aborts the one in which an insert
    /// fails.
    private void ensureTeamRow(TeamId team) {
        if (!knownTeams.contains(team)) {
            transactions.read("queue: insert a team", sql -> {
                if (!sql.fetchExists(TEAM, TEAM.ID.eq(team))) {
                    insertTeam(sql, team);
                }
                return knownTeams.add(team);
            });
        }
    }

    private static void insertTeam(DSLContext sql, TeamId team) {
        try {
            sql.insertInto(TEAM, TEAM.ID).values(team).execute();
        } catch (IntegrityConstraintViolationException _) {
            // Another node inserted it first.
        }
    }
}
