package org.permanence.oncall;

import java.time.Duration;
import java.util.Optional;

/// How the doctors on call are rung.
///
/// @param ringTimeout how long each line rings in a round
/// @param rounds how many times the lines are rung in turn, 1 to 5
/// @param group the group that shares the rota; empty for the practice's own rota
public record OnCallPolicy(OnCallRota rota, Duration ringTimeout, int rounds, Optional<RotaId> group) {

    public OnCallPolicy {
        if (rounds < 1 || rounds > 5) {
            throw new IllegalArgumentException("rounds: " + rounds + " (expected: 1..5)");
        }
    }

    /// A policy with the practice's own rota.
    public OnCallPolicy(OnCallRota rota, Duration patience, int rounds) {
        this(rota, patience, rounds, Optional.empty());
    }

    /// The same policy, with the rota of a group.
    public OnCallPolicy sharedByGroup(String name) {
        return new OnCallPolicy(rota, ringTimeout, rounds, Optional.of(RotaId.ofGroup(name)));
    }
}
