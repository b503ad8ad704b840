package org.permanence.store;

import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.permanence.queue.TeamTransaction;

/// One piece of work in a team, and what came of it. Whoever holds the team's turn may do it for the thread that
/// waits for it, which looks only in its own turn: after the commit.
final class TeamWork<T> {

    private final Function<TeamTransaction, T> work;
    private @Nullable T result;
    private @Nullable Throwable fault;
    private boolean done;

    TeamWork(Function<TeamTransaction, T> work) {
        this.work = work;
    }

    /// Does it. Where it throws, the book is as it was before.
    void on(JooqTeamBook book) {
        try {
            result = work.apply(book);
            fault = null;
            book.keep();
        } catch (DataAccessException failed) {
            throw failed; // The transaction is over, for everybody in it.
        } catch (RuntimeException | Error thrown) {
            book.undo();
            fault = thrown;
        }
        done = true;
    }

    /// The transaction failed: what the work itself came to is nothing.
    void fails(Throwable why) {
        fault = why;
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
