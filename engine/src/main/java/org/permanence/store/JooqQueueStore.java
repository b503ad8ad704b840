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

/// The queue in the database. A team's lock is the lock on the team's row, taken by its key: in H2, `order by …
/// limit 1 for update` locks every row that fits, and a second matcher sees nobody free.
public final class JooqQueueStore implements QueueStore {

    private static final String TEAM_TASK = "queue: work in a team";
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
        // Taken out, and put back when all went well: what a failed transaction leaves is kept by nobody.
        Optional<TeamCache> cached = Optional.ofNullable(caches.remove(team));
        try {
            caches.put(team, transactions.run(TEAM_TASK, sql -> runInTransaction(sql, team, cached, tasks)));
        } catch (ConflictException conflict) {
            if (tasks.size() == 1) {
                throw conflict.fault();
            }
            tasks.forEach(task -> runAlone(team, task)); // One of them was refused, and the others are not to blame.
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

    /// The tables are not as they were left. The transaction is rolled back.
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
        return transactions.read("queue: who waits", sql -> QueueEntryRows.of(sql, team));
    }

    @Override
    public Optional<QueueEntry> waiting(CallId call) {
        return transactions.read("queue: one place", sql -> QueueEntryRows.of(sql, call));
    }

    @Override
    public List<Presence> presences(TeamId team) {
        return transactions.read("queue: who is there", sql -> PresenceRows.of(sql, team));
    }

    /// Gives the team its row, once. In a transaction of its own: PostgreSQL ends the one in which an insert fails.
    private void ensureTeamRow(TeamId team) {
        if (!knownTeams.contains(team)) {
            transactions.read("queue: enrol a team", sql -> {
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
            // Another node enrolled it in the same moment.
        }
    }
}
