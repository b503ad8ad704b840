package org.permanence.oncall;

import java.time.Duration;
import java.util.Optional;

/// How whoever is on call is rung.
///
/// @param patience how long each of them rings, in a round
/// @param rounds how many times all of them are rung, from 1
/// @param group whose rota it is, where it is not the practice's own
public record OnCall(OnCallRota rota, Duration patience, int rounds, Optional<RotaName> group) {

    public OnCall {
        if (rounds < 1 || rounds > 5) {
            throw new IllegalArgumentException("rounds: " + rounds + " (expected: 1..5)");
        }
    }

    /// A practice's own rota.
    public OnCall(OnCallRota rota, Duration patience, int rounds) {
        this(rota, patience, rounds, Optional.empty());
    }

    /// The same rota as that of a group.
    public OnCall ofGroup(String name) {
        return new OnCall(rota, patience, rounds, Optional.of(RotaName.ofGroup(name)));
    }
}
