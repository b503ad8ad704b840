package org.permanence.store;

import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.permanence.queue.TeamTransaction;

/// One piece of work in a team, and what came of it. Whoever holds the team's turn may do it for the thread that
/// waits for it, which looks only in its own turn: after the commit.
final class TeamTask<T> {

    private final Function<TeamTransaction, T> action;
    private @Nullable T result;
    private @Nullable Throwable fault;
    private boolean done;

    TeamTask(Function<TeamTransaction, T> action) {
        this.action = action;
    }

    /// Does it. Where it throws, the book is as it was before.
    void run(JooqTeamTransaction transaction) {
        try {
            result = action.apply(transaction);
            fault = null;
            transaction.acceptChanges();
        } catch (DataAccessException failed) {
            throw failed; // The transaction is over, for everybody in it.
        } catch (RuntimeException | Error thrown) {
            transaction.rollBackChanges();
            fault = thrown;
        }
        done = true;
    }

    /// The transaction failed: what the work itself came to is nothing.
    void fail(Throwable cause) {
        fault = cause;
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /// What it returned; it throws what the work, or the transaction, has thrown.
    @SuppressWarnings("NullAway") // A result is as nullable as the work's own.
    T outcome() {
        return switch (fault) {
            case null -> result;
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            default -> throw new IllegalStateException("work: a checked exception (expected: none)", fault);
        };
    }
}
