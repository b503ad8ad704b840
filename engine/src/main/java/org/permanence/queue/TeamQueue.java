package org.permanence.queue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.permanence.practice.TeamId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every change of a team's queue. One transaction under the team's lock applies the change and assigns assistants.
/// After the commit, the calls with a new reservation are notified. Thread-safe and without state of its own.
public final class TeamQueue {

    private static final Logger LOG = LoggerFactory.getLogger(TeamQueue.class);

    private final QueueStore store;
    private final Matcher matcher;
    private final WaiterSignals signals;
    private volatile Consumer<QueueEntry> callbackListener = _ -> {};

    public TeamQueue(QueueStore store, Matcher matcher, WaiterSignals signals) {
        this.store = store;
        this.matcher = matcher;
        this.signals = signals;
    }

    /// Sets the listener for each assistant who is reserved for a callback. It must return at once. Without a
    /// listener, the reconciler releases the assistant.
    public void onCallbackReservation(Consumer<QueueEntry> listener) {
        callbackListener = listener;
    }

    /// Assigns assistants, after anything that may allow it: an assistant is ready, a wrap-up has ended.
    public void match(TeamId team) {
        change(team, _ -> {});
    }

    QueueStore store() {
        return store;
    }

    void change(TeamId team, Consumer<TeamTransaction> change) {
        inTeam(team, transaction -> {
            change.accept(transaction);
            return team;
        });
    }

    /// Runs `work` in the team's transaction and returns its result after the commit.
    ///
    /// @throws StoreUnavailableException if the store is unavailable
    <T> T inTeam(TeamId team, Function<TeamTransaction, T> work) {
        record Committed<R>(R result, List<QueueEntry> reserved, Set<TeamId> homeTeams) {}
        Committed<T> committed = store.inTeam(
                team,
                transaction -> new Committed<>(
                        work.apply(transaction), matcher.match(transaction), returnToHomeTeams(transaction)));
        committed.reserved().forEach(this::notifyReserved);
        committed.homeTeams().forEach(this::match); // An assistant of theirs may have become ready since.
        return committed.result();
    }

    /// Applies a change that follows something that has already happened on the line. An unavailable store must not
    /// end a conversation: the error is logged, and the reconciler repairs the queue when the store is back.
    void changeBestEffort(String operation, TeamId team, Consumer<TeamTransaction> work) {
        bestEffort(operation, () -> change(team, work));
    }

    /// The same for work that finds the team itself.
    ///
    /// @param operation its name in the log
    static void bestEffort(String operation, Runnable work) {
        try {
            work.run();
        } catch (StoreUnavailableException unavailable) {
            LOG.atError()
                    .addKeyValue("operation", operation)
                    .setCause(unavailable)
                    .log("queue.write-failed");
        }
    }

    private void notifyReserved(QueueEntry reserved) {
        if (reserved.isCallbackPending()) {
            callbackListener.accept(reserved);
        } else {
            signals.send(reserved.call(), new WaiterSignals.Signal.AssistantReserved(reserved));
        }
    }

    /// Hands back the overflow calls that no assistant of this team can answer now.
    private static Set<TeamId> returnToHomeTeams(TeamTransaction transaction) {
        Set<TeamId> homeTeams = new LinkedHashSet<>();
        for (QueueEntry entry : transaction.waiting()) {
            entry.homeTeamToReturnTo().ifPresent(homeTeam -> {
                transaction.handOver(entry.movedTo(homeTeam));
                homeTeams.add(homeTeam);
            });
        }
        return homeTeams;
    }
}
