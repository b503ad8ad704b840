package org.permanence.people;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.assistant.Staffing;
import org.permanence.call.Line;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Language;
import org.permanence.practice.Overflow;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.QueueRules;
import org.permanence.practice.TeamId;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.PersonNames;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.InMemoryPeopleStore;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// People of an installation with two teams and two practices.
final class PeopleFixture {

    static final Place HERE = new Place.Installation();
    static final Place NORTH = new Place.OfTeam(new TeamId("north"));
    static final Place SOUTH = new Place.OfTeam(new TeamId("south"));
    /// A team that does not exist.
    static final Place WEST = new Place.OfTeam(new TeamId("west"));
    static final Place LILAS = new Place.OfPractice(new PracticeId("les-lilas"));
    static final Place PORT = new Place.OfPractice(new PracticeId("port-royal"));

    private static final Principal.Person OPERATOR =
            new Principal.Person("root", Role.OPERATIONS, "cli", Principal.NO_SESSION);

    /// Teams north and south with a practice each, and four telephones. Port-Royal overflows to team north.
    static final Workplaces WORKPLACES = workplaces();

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
                        new CurrentPeople(store), new PersonNames(keys), audit, WORKPLACES, withoutSessions::add),
                clock);
    }

    private static Workplaces workplaces() {
        var north = new TeamId("north");
        var south = new TeamId("south");
        var times = new Workplaces.TeamTimes(Duration.ofSeconds(20), Duration.ofSeconds(30));
        Practice lilas = SamplePractices.LES_LILAS.withTeam(north);
        Practice royal = SamplePractices.PORT_ROYAL
                .withTeam(south)
                .withQueue(new QueueRules(
                        10,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(20),
                        FairnessRules.ARRIVAL_ORDER,
                        Optional.of(new Overflow(north, Duration.ofMinutes(1)))));
        Set<Line> telephones = IntStream.rangeClosed(1, 4)
                .mapToObj(each -> new Line("phone-" + each))
                .collect(Collectors.toSet());
        return new Workplaces(Map.of(north, times, south, times), telephones, new PracticesById(List.of(lilas, royal)));
    }

    private record PracticesById(List<Practice> practices) implements PracticeDirectory {

        @Override
        public Optional<Practice> find(PracticeId id) {
            return practices.stream().filter(each -> each.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Practice> findByNumber(PhoneNumber did) {
            return Optional.empty();
        }

        @Override
        public Optional<PhoneNumber> numberOf(PracticeId id) {
            return Optional.empty();
        }
    }

    /// A person who takes calls of Les Lilas for team north, in both languages.
    static Staffing staffing(String line) {
        return new Staffing(
                new TeamId("north"),
                new Line(line),
                Set.of(new PracticeId("les-lilas")),
                Set.of(),
                Set.of(Language.values()));
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
