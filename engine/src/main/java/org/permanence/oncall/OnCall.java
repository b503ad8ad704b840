package org.permanence.oncall;

import java.time.Duration;

/// How whoever is on call is rung.
///
/// @param patience how long each of them rings, in a round
/// @param rounds how many times all of them are rung, from 1
public record OnCall(OnCallRota rota, Duration patience, int rounds) {

    public OnCall {
        if (rounds < 1 || rounds > 5) {
            throw new IllegalArgumentException("rounds: " + rounds + " (expected: 1..5)");
        }
    }
}
