package org.permanence.queue;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import org.permanence.practice.TeamId;

/// Where a call may be answered when its own team lets it wait too long.
///
/// @param home the team of its practice
/// @param team the other one
/// @param from since when the other one may be asked
public record Elsewhere(TeamId home, TeamId team, Instant from) {

    public Elsewhere {
        from = from.truncatedTo(MICROS);
    }
}
