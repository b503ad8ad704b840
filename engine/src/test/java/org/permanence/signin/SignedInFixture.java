package org.permanence.signin;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.people.Account;
import org.permanence.people.CurrentPeople;
import org.permanence.people.Membership;
import org.permanence.people.Person;
import org.permanence.people.PersonId;
import org.permanence.people.PersonKind;
import org.permanence.people.PersonState;
import org.permanence.people.Region;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.signin.device.ClientRules;
import org.permanence.testing.InMemoryPeopleStore;
import org.permanence.testing.InMemoryServiceKeyStore;
import org.permanence.testing.InMemorySessionStore;

/// People with accounts who have signed in.
public final class SignedInFixture {

    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");

    private final InMemoryPeopleStore store = new InMemoryPeopleStore();
    private final CurrentPeople people = new CurrentPeople(store);
    private final Sessions sessions;
    private final SignedInPeople lookup;
    private final InstantSource clock;

    public SignedInFixture(InstantSource clock) {
        this.clock = clock;
        sessions = new Sessions(new InMemorySessionStore(), clock);
        lookup = new SignedInPeople(sessions, people, new InMemoryServiceKeyStore(), ClientRules.NONE, clock);
    }

    public SignedInPeople lookup() {
        return lookup;
    }

    /// The database does not answer from now on.
    public void losePeople() {
        store.failsFromNowOn();
    }

    /// The role in that team, at the practice `les-lilas`, or of the installation, as it can be held.
    public static RoleAt inItsPlace(Role role, TeamId team) {
        return new RoleAt(
                role,
                switch (role) {
                    case ASSISTANT, SUPERVISOR -> new Place.OfTeam(team);
                    case PRACTICE_MANAGER, DOCTOR, DATA_PROTECTION_OFFICER -> new Place.OfPractice(LES_LILAS);
                    case AUDITOR, OPERATIONS -> new Place.Installation();
                });
    }

    /// Gives a new person an active account and signs them in.
    public SessionToken signIn(String login, RoleAt... roles) {
        return signIn(login, Region.EEA, roles);
    }

    /// As the other method, for a person who works in that region.
    public SessionToken signIn(String login, Region region, RoleAt... roles) {
        var person = new Person(
                PersonId.next(clock),
                new Login(login),
                Optional.empty(),
                Language.FR,
                PersonState.ACTIVE,
                clock.instant(),
                region,
                PersonKind.STAFF);
        List<Membership> memberships = Stream.of(roles)
                .map(role -> new Membership(role, clock.instant(), Optional.empty(), Optional.empty()))
                .toList();
        store.save(store.edition(), new Account(person, memberships, Optional.empty(), Optional.empty()));
        people.refresh();
        return sessions.start(person.id(), "cli", InetAddress.getLoopbackAddress(), Session.MAX_LIFETIME)
                .token();
    }

    /// Ends the account's roles.
    public void takeRoles(String login) {
        Account account = people.directory().find(new Login(login)).orElseThrow();
        store.save(store.edition(), account.withMemberships(List.of()));
        people.refresh();
    }
}
