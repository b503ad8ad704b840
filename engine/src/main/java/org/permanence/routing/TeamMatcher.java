package org.permanence.routing;

import static org.permanence.assistant.AssistantEvent.ASSIGNED;
import static org.permanence.assistant.AssistantEvent.WRAPPED_UP;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Presence;
import org.permanence.queue.Matcher;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.TeamTransaction;

/// Ends the wrap-ups that are over, applies [AssignmentPolicy] to a team's queue, and saves the reservations.
public final class TeamMatcher implements Matcher {

    private final AssistantDirectory assistants;
    private final InstantSource clock;

    public TeamMatcher(AssistantDirectory assistants, InstantSource clock) {
        this.assistants = assistants;
        this.clock = clock;
    }

    @Override
    public List<QueueEntry> match(TeamTransaction transaction) {
        Instant now = clock.instant();
        List<QueueEntry> entries = transaction.waiting();
        List<Presence> presences = transaction.presences().stream()
                .map(presence -> endWrapUp(transaction, presence, now))
                .toList();
        return AssignmentPolicy.assign(entries, ready(presences), now).stream()
                .map(assignment -> reserve(transaction, assignment, now))
                .toList();
    }

    private static Presence endWrapUp(TeamTransaction transaction, Presence presence, Instant now) {
        if (presence.wrapUpEndsAt().filter(end -> !end.isAfter(now)).isEmpty()) {
            return presence;
        }
        return presence.on(WRAPPED_UP, now)
                .map(ready -> {
                    transaction.save(ready);
                    return ready;
                })
                .orElse(presence);
    }

    private List<Candidate> ready(List<Presence> presences) {
        return presences.stream()
                .filter(presence -> presence.state() == AssistantState.READY)
                .map(presence -> assistants
                        .findInService(presence.login())
                        // One who has changed teams is ready in the new team once they have signed in there.
                        .filter(assistant -> assistant.team().equals(presence.team()))
                        .map(assistant -> new Candidate(assistant, presence.readySince())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static QueueEntry reserve(TeamTransaction transaction, Assignment assignment, Instant now) {
        QueueEntry reserved =
                assignment.entry().reservedFor(assignment.assistant().login());
        transaction
                .presence(assignment.assistant().login())
                .flatMap(presence -> presence.on(ASSIGNED, now))
                .map(presence -> presence.reservedFor(reserved.call()))
                .ifPresent(transaction::save);
        transaction.save(reserved);
        return reserved;
    }
}
