package org.permanence.management;

import java.util.List;
import java.util.Optional;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Rights;
import org.permanence.access.RoleAt;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// The rights of a person who has not signed in. The login and the role that a request names are believed, and so
/// is that the role is held where the request needs it: at the practice, or in the team, that the request is about.
/// What the role may do, and which practice's rows it may touch, is not believed.
final class BelievedRights {

    /// The team of the request, and the practice of a rota that several practices share.
    private static final TeamId TEAM = new TeamId("of-the-request");

    private static final PracticeId SHARING_PRACTICE = new PracticeId("of-the-request");

    private BelievedRights() {}

    /// All of a team's data.
    static Subject ofTeam() {
        return Subject.ofTeam(TEAM);
    }

    /// A rota that practices share.
    static Subject ofSharedRota() {
        return ofPractice(SHARING_PRACTICE);
    }

    static Subject ofPractice(PracticeId practice) {
        return ofTeam().withPractice(Optional.of(practice));
    }

    /// Data about an assistant.
    ///
    /// @param login empty if no assistant is concerned
    static Subject ofAssistant(Optional<Login> login) {
        return ofTeam().withPerson(login);
    }

    /// What the person holds for a request about `subject`.
    static Rights of(Principal.Person person, Subject subject) {
        Place place = switch (person.role()) {
            case ASSISTANT, SUPERVISOR -> new Place.OfTeam(TEAM);
            case PRACTICE_MANAGER, DOCTOR ->
                new Place.OfPractice(subject.practice().orElse(SHARING_PRACTICE));
            case DATA_PROTECTION_OFFICER, AUDITOR, OPERATIONS -> new Place.Installation();
        };
        return new Rights(person.name(), List.of(new RoleAt(person.role(), place)), true);
    }
}
