package org.permanence.access;

import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// Where a person holds a role.
public sealed interface Place {

    /// Whether a request about `subject` concerns this place.
    boolean covers(Subject subject);

    /// A request about this place.
    Subject subject();

    /// As a word: `practice:les-lilas`, `team:centre`, `installation`.
    String word();

    /// Reads a word of [#word].
    ///
    /// @throws IllegalArgumentException for any other text
    static Place parse(String word) {
        String[] kindAndName = word.split(":", 2);
        String name = kindAndName.length == 2 ? kindAndName[1] : "";
        return switch (kindAndName[0]) {
            case "practice" -> new OfPractice(new PracticeId(name));
            case "team" -> new OfTeam(new TeamId(name));
            case String kind when kind.equals("installation") && kindAndName.length == 1 -> new Installation();
            default ->
                throw new IllegalArgumentException(
                        "place: unknown (expected: practice:NAME, team:NAME or installation)");
        };
    }

    /// One practice.
    record OfPractice(PracticeId practice) implements Place {

        @Override
        public boolean covers(Subject subject) {
            return subject.practice().isPresent() && subject.practice().get().equals(practice);
        }

        @Override
        public Subject subject() {
            return Subject.ofPractice(practice);
        }

        @Override
        public String word() {
            return "practice:" + practice;
        }
    }

    /// One team.
    record OfTeam(TeamId team) implements Place {

        @Override
        public boolean covers(Subject subject) {
            return subject.team().isPresent() && subject.team().get().equals(team);
        }

        @Override
        public Subject subject() {
            return Subject.ofTeam(team);
        }

        @Override
        public String word() {
            return "team:" + team;
        }
    }

    /// The whole installation.
    record Installation() implements Place {

        @Override
        public boolean covers(Subject subject) {
            return true;
        }

        @Override
        public Subject subject() {
            return Subject.installation();
        }

        @Override
        public String word() {
            return "installation";
        }
    }
}
