package org.permanence.people;

import static org.permanence.people.PeopleException.Refusal.CONFLICT;
import static org.permanence.people.PeopleException.Refusal.UNKNOWN;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.permanence.access.Place;
import org.permanence.assistant.Login;
import org.permanence.assistant.Staffing;
import org.permanence.call.Line;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// What an assistant can be given: the teams and telephones of the settings, and the practices.
public record Workplaces(Map<TeamId, TeamTimes> teams, Set<Line> telephones, PracticeDirectory practices) {

    /// What is the same for all assistants of a team.
    ///
    /// @param ringTimeout how long a telephone rings before another assistant is tried
    /// @param wrapUp how long after a call an assistant is assigned no other
    public record TeamTimes(Duration ringTimeout, Duration wrapUp) {}

    public Workplaces {
        teams = new LinkedHashMap<>(teams);
        telephones = Set.copyOf(telephones);
    }

    boolean has(Place place) {
        return switch (place) {
            case Place.OfPractice(var practice) -> practices.find(practice).isPresent();
            case Place.OfTeam(var team) -> teams.containsKey(team);
            case Place.Installation() -> true;
        };
    }

    /// Whether calls can be put through: the settings still have the team and the telephone.
    boolean has(Staffing staffing) {
        return teams.containsKey(staffing.team()) && telephones.contains(staffing.line());
    }

    /// Refuses a staffing by which calls could not be put through.
    ///
    /// @throws PeopleException if the team, the telephone or a practice is unknown, if the telephone is another
    ///     person's, or if the team does not serve a practice
    void require(PeopleDirectory people, Login login, Staffing staffing) {
        if (!teams.containsKey(staffing.team())) {
            throw new PeopleException(UNKNOWN, "team " + staffing.team() + ": unknown (expected: one of the settings)");
        }
        if (!telephones.contains(staffing.line())) {
            throw new PeopleException(
                    UNKNOWN, "line " + staffing.line().name() + ": unknown (expected: a telephone of the settings)");
        }
        people.all().stream()
                .filter(other ->
                        !other.person().login().equals(login) && other.person().state() != PersonState.LEFT)
                .filter(other -> other.staffing()
                        .filter(taken -> taken.line().equals(staffing.line()))
                        .isPresent())
                .findFirst()
                .ifPresent(other -> {
                    throw new PeopleException(
                            CONFLICT,
                            "line " + staffing.line().name() + ": is the telephone of "
                                    + other.person().login() + " (expected: one that no other assistant has)");
                });
        staffing.practices().forEach(practice -> requireServed(practice, staffing.team()));
    }

    /// Assignment locks one team at a time, so an assistant serves only practices whose calls come to their team.
    private void requireServed(PracticeId id, TeamId team) {
        Practice practice = practices
                .find(id)
                .orElseThrow(() -> new PeopleException(
                        UNKNOWN, "practice " + id + ": unknown (expected: one of this installation)"));
        boolean overflowsHere = practice.queue()
                .overflow()
                .filter(overflow -> overflow.team().equals(team))
                .isPresent();
        if (!practice.team().equals(team) && !overflowsHere) {
            throw new PeopleException(
                    CONFLICT,
                    "practice " + id + ": is of another team (expected: practices of team " + team
                            + ", or that overflow to it)");
        }
    }
}
