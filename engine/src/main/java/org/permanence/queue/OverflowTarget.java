package org.permanence.queue;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import org.permanence.practice.TeamId;

/// Where a call may be answered when its own team lets it wait too long.
///
/// @param homeTeam the team of its practice
/// @param team the other one
/// @param availableFrom since when the other one may be asked
public record OverflowTarget(TeamId homeTeam, TeamId team, Instant availableFrom) {

    public OverflowTarget {
        availableFrom = availableFrom.truncatedTo(MICROS);
    }
}
