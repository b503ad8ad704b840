package org.permanence.access;

import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// Where a person holds a role.
public sealed interface Place {

    /// Whether a request about `subject` concerns this place.
    boolean covers(Subject subject);

    /// One practice.
    record OfPractice(PracticeId practice) implements Place {

        @Override
        public boolean covers(Subject subject) {
            return subject.practice().isPresent() && subject.practice().get().equals(practice);
        }
    }

    /// One team.
    record OfTeam(TeamId team) implements Place {

        @Override
        public boolean covers(Subject subject) {
            return subject.team().isPresent() && subject.team().get().equals(team);
        }
    }

    /// The whole installation.
    record Installation() implements Place {

        @Override
        public boolean covers(Subject subject) {
            return true;
        }
    }
}
