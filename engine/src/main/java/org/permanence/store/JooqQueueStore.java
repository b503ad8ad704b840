package org.permanence.store;

import static org.permanence.store.schema.Tables.TEAM;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueStore;
import org.permanence.queue.TeamBook;
import org.permanence.queue.WaitingCall;

/// The queue in the database. A team's lock is the lock on the team's row, taken by its key: in H2, `order by …
/// limit 1 for update` locks every row that fits, and a second matcher sees nobody free.
public final class JooqQueueStore implements QueueStore {

    private static final String WORK = "queue: work in a team";
    private static final Duration TURN = Duration.ofSeconds(4);

    private final Transactions transactions;
    private final TeamLocks turns = new TeamLocks(TURN);
    private final Set<TeamId> enrolled = ConcurrentHashMap.newKeySet();

    public JooqQueueStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public <T> T inTeam(TeamId team, Function<TeamBook, T> work) {
        transactions.check(WORK);
        return turns.inTurn(team, () -> {
            enrol(team);
            return transactions.run(WORK, sql -> {
                lock(sql, team);
                var book = new JooqTeamBook(sql, team);
                T result = work.apply(book);
                book.write();
                return result;
            });
        });
    }

    @Override
    public List<WaitingCall> waiting(TeamId team) {
        return transactions.read("queue: who waits", sql -> WaitingRows.of(sql, team));
    }

    @Override
    public Optional<WaitingCall> waiting(CallId call) {
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

    private static void lock(DSLContext sql, TeamId team) {
        sql.select(TEAM.ID).from(TEAM).where(TEAM.ID.eq(team)).forUpdate().fetchSingle();
    }
}
