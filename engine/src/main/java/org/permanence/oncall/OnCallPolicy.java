package org.permanence.oncall;

import java.time.Duration;
import java.util.Optional;

/// How whoever is on call is rung.
///
/// @param ringTimeout how long each of them rings, in a round
/// @param rounds how many times all of them are rung, from 1
/// @param group whose rota it is, where it is not the practice's own
public record OnCallPolicy(OnCallRota rota, Duration ringTimeout, int rounds, Optional<RotaId> group) {

    public OnCallPolicy {
        if (rounds < 1 || rounds > 5) {
            throw new IllegalArgumentException("rounds: " + rounds + " (expected: 1..5)");
        }
    }

    /// A practice's own rota.
    public OnCallPolicy(OnCallRota rota, Duration patience, int rounds) {
        this(rota, patience, rounds, Optional.empty());
    }

    /// The same rota as that of a group.
    public OnCallPolicy sharedByGroup(String name) {
        return new OnCallPolicy(rota, ringTimeout, rounds, Optional.of(RotaId.ofGroup(name)));
    }
}
