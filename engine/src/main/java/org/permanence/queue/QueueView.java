package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.SpokenWaitEstimate;
import org.permanence.practice.TeamId;
import org.permanence.waittime.WaitEstimator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads of the queue without a team's lock: what they return may be out of date at once. Thread-safe.
final class QueueView {

    private static final Logger LOG = LoggerFactory.getLogger(QueueView.class);

    private final QueueStore store;
    private final AssistantDirectory assistants;
    private final WaitEstimator waitEstimator;
    private final InstantSource clock;

    QueueView(QueueStore store, AssistantDirectory assistants, WaitEstimator waitEstimator, InstantSource clock) {
        this.store = store;
        this.assistants = assistants;
        this.waitEstimator = waitEstimator;
        this.clock = clock;
    }

    /// The entry as the store has it now, with an assistant reserved by any node.
    Optional<QueueEntry> currentEntry(QueueEntry entry) {
        return store.waiting(entry.call());
    }

    /// Whether any team's queue has the call; false if the store is unavailable.
    boolean isQueued(CallId call) {
        try {
            return store.waiting(call).isPresent();
        } catch (StoreUnavailableException unavailable) {
            LOG.atError()
                    .addKeyValue("operation", "read-position")
                    .setCause(unavailable)
                    .log("queue.read-failed");
            return false;
        }
    }

    /// The call's position among the unanswered calls of its team, from 1, in the order of assignment.
    int position(QueueEntry entry) {
        Comparator<QueueEntry> order = AnswerOrder.at(clock.instant());
        long ahead = store.waiting(entry.team()).stream()
                .filter(other -> !other.call().equals(entry.call()) && order.compare(other, entry) < 0)
                .count();
        return (int) ahead + 1;
    }

    /// The wait to announce to the caller; empty if no assistant is there who may answer.
    ///
    /// @param maxWait the longest time the caller can still wait
    Optional<SpokenWaitEstimate> waitEstimate(QueueEntry entry, Duration maxWait) {
        Instant now = clock.instant();
        var ahead = new QueueAhead(entry, store.waiting(entry.team()), servingAssistants(entry.team()));
        return waitEstimator.quote(entry.call(), ahead.estimateInput(waitEstimator, now), maxWait, now);
    }

    /// The team's assistants who are signed in and not on a pause.
    List<Assistant> servingAssistants(TeamId team) {
        return assistants(team, QueueView::isServing);
    }

    private static boolean isServing(Presence presence) {
        AssistantState state = presence.state();
        return switch (state) {
            case READY, RESERVED, IN_CALL, WRAP_UP -> true;
            case OFF, PAUSED -> false;
        };
    }

    List<Assistant> readyAssistants(TeamId team) {
        return assistants(team, presence -> presence.state() == AssistantState.READY);
    }

    /// The team's assistants who may take new calls and whose presence matches.
    private List<Assistant> assistants(TeamId team, Predicate<Presence> filter) {
        return store.presences(team).stream()
                .filter(filter)
                .flatMap(presence -> assistants.findInService(presence.login()).stream())
                .filter(assistant -> assistant.team().equals(team))
                .toList();
    }
}
