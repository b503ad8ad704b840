package org.permanence.queue;

import java.util.Optional;
import java.util.function.Function;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;

/// Finds the team that has a call: the practice's own, or the overflow team.
final class CallLocator {

    /// More often than a call can change teams during one search.
    private static final int MAX_LOOKUPS = 5;

    private final TeamQueue queue;

    CallLocator(TeamQueue queue) {
        this.queue = queue;
    }

    /// Runs `work` in the team that has the call, or in `homeTeam` if none has it. A call may change teams between
    /// two lookups, but not while the lock of its team is held.
    <T> T inCurrentTeam(CallId call, TeamId homeTeam, Function<TeamTransaction, T> work) {
        record Lookup<R>(Optional<TeamId> otherTeam, Optional<R> result) {}
        TeamId team = homeTeam;
        for (int attempt = 0; attempt < MAX_LOOKUPS; attempt++) {
            TeamId current = team;
            Lookup<T> lookup = queue.inTeam(current, transaction -> {
                Optional<TeamId> otherTeam = isInTeam(transaction, call)
                        ? Optional.empty()
                        : otherTeamOf(transaction, call, current, homeTeam);
                return new Lookup<>(
                        otherTeam, otherTeam.isPresent() ? Optional.empty() : Optional.of(work.apply(transaction)));
            });
            if (lookup.result().isPresent()) {
                return lookup.result().get();
            }
            team = lookup.otherTeam().orElse(homeTeam);
        }
        throw new IllegalStateException("call: not found after " + MAX_LOOKUPS + " lookups (expected: in one team)");
    }

    /// The assistant of the transaction's team who is in this call.
    static Optional<Presence> presenceInCall(TeamTransaction transaction, CallId call) {
        return transaction.presences().stream()
                .filter(presence -> presence.state() == AssistantState.IN_CALL)
                .filter(presence -> presence.call().equals(Optional.of(call)))
                .findFirst();
    }

    private static boolean isInTeam(TeamTransaction transaction, CallId call) {
        return transaction.waiting(call).isPresent()
                || presenceInCall(transaction, call).isPresent();
    }

    private static Optional<TeamId> otherTeamOf(
            TeamTransaction transaction, CallId call, TeamId team, TeamId homeTeam) {
        return transaction.otherTeamOf(call).or(() -> Optional.of(homeTeam).filter(other -> !other.equals(team)));
    }
}
