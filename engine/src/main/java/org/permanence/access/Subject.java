package org.permanence.access;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// What a request is about. A subject without practice, team and person is the installation.
///
/// @param practice the practice whose data it is
/// @param team the team that answered the call, serves the practice, or has the person
/// @param person the person concerned, such as the assistant of a call
/// @param since the oldest moment that a request about past calls reaches back to
@RecordBuilder
public record Subject(
        Optional<PracticeId> practice, Optional<TeamId> team, Optional<Login> person, Optional<Instant> since)
        implements SubjectBuilder.With {

    private static final Subject INSTALLATION =
            new Subject(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Subject installation() {
        return INSTALLATION;
    }

    public static Subject ofPractice(PracticeId practice) {
        return INSTALLATION.withPractice(Optional.of(practice));
    }

    public static Subject ofTeam(TeamId team) {
        return INSTALLATION.withTeam(Optional.of(team));
    }

    public static Subject ofPerson(Login person) {
        return INSTALLATION.withPerson(Optional.of(person));
    }
}
