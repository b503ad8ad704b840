package org.permanence.store;

import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.permanence.queue.TeamTransaction;

/// One piece of work in a team, and its outcome. The thread that holds the team's lock may run it for the thread
/// that waits. The waiting thread reads the outcome after the commit, when it has the lock itself.
final class TeamTask<T> {

    private final Function<TeamTransaction, T> action;
    private @Nullable T result;
    private @Nullable Throwable fault;
    private boolean done;

    TeamTask(Function<TeamTransaction, T> action) {
        this.action = action;
    }

    /// Runs the work. If it throws, its changes are rolled back.
    void run(JooqTeamTransaction transaction) {
        try {
            result = action.apply(transaction);
            fault = null;
            transaction.acceptChanges();
        } catch (DataAccessException failed) {
            throw failed; // The transaction has failed for all its tasks.
        } catch (RuntimeException | Error thrown) {
            transaction.rollBackChanges();
            fault = thrown;
        }
        done = true;
    }

    /// Records that the transaction failed, whatever the outcome of the work.
    void fail(Throwable cause) {
        fault = cause;
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /// Returns the result of the work, or throws what the work or the transaction threw.
    @SuppressWarnings("NullAway") // The result is nullable if the work's is.
    T outcome() {
        return switch (fault) {
            case null -> result;
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            default -> throw new IllegalStateException("task: a checked exception (expected: none)", fault);
        };
    }
}
