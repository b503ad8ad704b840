package org.permanence.people;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.PersonNames;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.InMemoryPeopleStore;
import org.permanence.testing.SteppedClock;

/// People of an installation with two teams and two practices.
final class PeopleFixture {

    static final Place HERE = new Place.Installation();
    static final Place NORTH = new Place.OfTeam(new TeamId("north"));
    static final Place SOUTH = new Place.OfTeam(new TeamId("south"));
    static final Place LILAS = new Place.OfPractice(new PracticeId("les-lilas"));
    static final Place PORT = new Place.OfPractice(new PracticeId("port-royal"));

    private static final Principal.Person OPERATOR =
            new Principal.Person("root", Role.OPERATIONS, "cli", Principal.NO_SESSION);

    final InMemoryPeopleStore store = new InMemoryPeopleStore();
    final InMemoryAuditGate audit = new InMemoryAuditGate();
    final SteppedClock clock = new SteppedClock();
    final List<PersonId> withoutSessions = new ArrayList<>();
    final PeopleService people;

    PeopleFixture(Path folder) {
        FileRootKey.create(folder.resolve("root"));
        var keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        people = new PeopleService(
                new PeopleService.Services(
                        new CurrentPeople(store),
                        new PersonNames(keys),
                        audit,
                        place -> !place.equals(new Place.OfTeam(new TeamId("west"))),
                        withoutSessions::add),
                clock);
    }

    static RoleAt role(Role role, Place place) {
        return new RoleAt(role, place);
    }

    static Asker by(String login) {
        return new Asker(new Login(login), "cli", Principal.NO_SESSION);
    }

    static NewPerson draft(String login) {
        return new NewPerson(new Login(login), Optional.empty(), Language.FR, Region.EEA);
    }

    static NewPerson named(String login, String name) {
        return new NewPerson(new Login(login), Optional.of(new PersonalText(name)), Language.FR, Region.EEA);
    }

    PeopleService.Invited first(String login) {
        return people.inviteFirst(OPERATOR, draft(login), Role.OPERATIONS);
    }

    /// An active person of operations.
    void operations(String login) {
        people.accept(first(login).token(), "cli");
    }

    /// An active person with one role. `asker` has invited them.
    Account active(String asker, String login, RoleAt roleAt) {
        return people.accept(people.invite(by(asker), draft(login), roleAt).token(), "cli");
    }

    PersonState state(String login) {
        people.refresh();
        return people.directory().find(new Login(login)).orElseThrow().person().state();
    }
}
