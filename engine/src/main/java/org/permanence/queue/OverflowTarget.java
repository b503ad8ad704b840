package org.permanence.queue;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import org.permanence.practice.TeamId;

/// The other team that may answer a call after a wait.
///
/// @param homeTeam the team of the call's practice
/// @param team the overflow team
/// @param availableFrom when the overflow team may be asked at the earliest
public record OverflowTarget(TeamId homeTeam, TeamId team, Instant availableFrom) {

    public OverflowTarget {
        availableFrom = availableFrom.truncatedTo(MICROS);
    }
}
