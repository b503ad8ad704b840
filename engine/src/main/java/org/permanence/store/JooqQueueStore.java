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

    private static final String WORK = "queue: work in a team";
    private static final Duration TURN = Duration.ofSeconds(4);

    private final Transactions transactions;
    private final TeamTurns turns = new TeamTurns(TURN, this::together);
    private final Set<TeamId> enrolled = ConcurrentHashMap.newKeySet();
    private final Map<TeamId, TeamRows> kept = new ConcurrentHashMap<>();

    public JooqQueueStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public <T> T inTeam(TeamId team, Function<TeamTransaction, T> work) {
        transactions.check(WORK);
        return turns.inTurn(team, work);
    }

    private void together(TeamId team, List<TeamWork<?>> works) {
        enrol(team);
        // Taken out, and put back when all went well: what a failed transaction leaves is kept by nobody.
        Optional<TeamRows> before = Optional.ofNullable(kept.remove(team));
        try {
            kept.put(team, transactions.run(WORK, sql -> inOneTransaction(sql, team, before, works)));
        } catch (RefusedException refused) {
            if (works.size() == 1) {
                throw refused.fault();
            }
            works.forEach(work -> alone(team, work)); // One of them was refused, and the others are not to blame.
        }
    }

    private void alone(TeamId team, TeamWork<?> work) {
        try {
            together(team, List.of(work));
        } catch (RuntimeException | Error fault) {
            work.fails(fault);
        }
    }

    private static TeamRows inOneTransaction(
            DSLContext sql, TeamId team, Optional<TeamRows> before, List<TeamWork<?>> works) {
        TeamRows rows = TeamRows.lock(sql, team, before);
        var book = new JooqTeamBook(sql, team, rows);
        try {
            for (TeamWork<?> work : works) {
                work.on(book);
            }
            rows.write(sql, team);
        } catch (DataChangedException | IntegrityConstraintViolationException fault) {
            throw new RefusedException(DatabaseFault.of(WORK, fault));
        }
        rows.seal(sql, team);
        return rows;
    }

    /// The tables are not as they were left. The transaction is rolled back.
    private static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final StoreUnavailableException fault;

        RefusedException(StoreUnavailableException fault) {
            super(fault);
            this.fault = fault;
        }

        StoreUnavailableException fault() {
            return fault;
        }
    }

    @Override
    public List<QueueEntry> waiting(TeamId team) {
        return transactions.read("queue: who waits", sql -> WaitingRows.of(sql, team));
    }

    @Override
    public Optional<QueueEntry> waiting(CallId call) {
        return transactions.read("queue: one place", sql -> WaitingRows.of(sql, call));
    }

    @Override
    public List<Presence> presences(TeamId team) {
        return transactions.read("queue: who is there", sql -> PresenceRows.of(sql, team));
    }

    /// Gives the team its row, once. In a transaction of its own: PostgreSQL ends the one in which an insert fails.
    private void enrol(TeamId team) {
        if (!enrolled.contains(team)) {
            transactions.read("queue: enrol a team", sql -> {
                if (!sql.fetchExists(TEAM, TEAM.ID.eq(team))) {
                    insert(sql, team);
                }
                return enrolled.add(team);
            });
        }
    }

    private static void insert(DSLContext sql, TeamId team) {
        try {
            sql.insertInto(TEAM, TEAM.ID).values(team).execute();
        } catch (IntegrityConstraintViolationException _) {
            // Another node enrolled it in the same moment.
        }
    }
}
