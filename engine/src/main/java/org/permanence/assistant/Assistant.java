package org.permanence.assistant;

import java.time.Duration;
import java.util.Set;
import org.permanence.call.Line;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.privacy.PersonalText;

/// A tele-secretary, as the configuration describes her or him.
///
/// @param practices those she may serve
/// @param ringPatience how long her telephone rings before the next assistant is tried
/// @param wrapUp how long after a call she is left to write
public record Assistant(
        Login login,
        PersonalText name,
        Line line,
        TeamId team,
        Set<PracticeId> practices,
        Duration ringPatience,
        Duration wrapUp) {

    public Assistant {
        practices = Set.copyOf(practices);
    }

    public boolean mayServe(PracticeId practice) {
        return practices.contains(practice);
    }
}
