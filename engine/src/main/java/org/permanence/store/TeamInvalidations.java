package org.permanence.store;

import static org.permanence.store.schema.Tables.TEAM_INVALIDATION;

import java.util.List;
import org.jooq.DSLContext;
import org.permanence.practice.TeamId;

/// Notices from a team that has changed rows of another team without that team's lock: see [TeamCache].
final class TeamInvalidations {

    private TeamInvalidations() {}

    /// Leaves a notice: the other team's cached rows are out of date.
    static void add(DSLContext sql, TeamId other) {
        sql.insertInto(TEAM_INVALIDATION, TEAM_INVALIDATION.TEAM).values(other).execute();
    }

    /// Deletes the team's notices.
    ///
    /// @return whether there were any
    static boolean take(DSLContext sql, TeamId team) {
        List<Long> notices = sql.select(TEAM_INVALIDATION.ID)
                .from(TEAM_INVALIDATION)
                .where(TEAM_INVALIDATION.TEAM.eq(team))
                .fetch(TEAM_INVALIDATION.ID);
        if (notices.isEmpty()) {
            return false;
        }
        sql.deleteFrom(TEAM_INVALIDATION)
                .where(TEAM_INVALIDATION.ID.in(notices))
                .execute();
        return true;
    }
}
