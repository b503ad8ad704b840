package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.MachineDeed;
import org.permanence.access.Policy;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.people.Account;
import org.permanence.people.CurrentPeople;
import org.permanence.people.Person;
import org.permanence.people.PersonId;
import org.permanence.people.PersonKind;
import org.permanence.people.PersonState;
import org.permanence.people.Region;
import org.permanence.practice.Language;
import org.permanence.seal.MachineKey;
import org.permanence.signin.ServiceSignIn.Outcome;
import org.permanence.signin.device.Client;
import org.permanence.signin.device.ClientRules;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.InMemoryPeopleStore;
import org.permanence.testing.InMemoryServiceKeyStore;
import org.permanence.testing.InMemorySessionStore;
import org.permanence.testing.SteppedClock;
import org.permanence.testing.TestThrottle;

class ServiceSignInTest {

    private static final Login MONITOR = new Login("monitor");
    private static final Outcome REFUSED = new Outcome.NotSignedIn();

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryPeopleStore peopleStore = new InMemoryPeopleStore();
    private final CurrentPeople people = new CurrentPeople(peopleStore);
    private final InMemoryServiceKeyStore keys = new InMemoryServiceKeyStore();
    private final Sessions sessions = new Sessions(new InMemorySessionStore(), clock);
    private final InMemoryAuditGate audit = new InMemoryAuditGate();
    private final ServiceSignIn signIn = new ServiceSignIn(
            new ServiceSignIn.Parts(people, keys, TestThrottle.create(clock), sessions, audit), clock);
    private final SignedInPeople signedIn = new SignedInPeople(sessions, people, keys, ClientRules.NONE, clock);
    private final MachineKey.Pair own = MachineKey.generate();
    private final Account monitor = account(MONITOR, PersonKind.SERVICE, PersonState.ACTIVE);

    @BeforeEach
    void makeTheAccount() {
        save(monitor);
        keys.save(key(monitor));
    }

    @Test
    void wrongKeyAndUnknownLoginAreRefused() {
        assertEquals(REFUSED, attempt(MONITOR, challenge(MONITOR), MachineKey.generate()));
        assertEquals(REFUSED, attempt(new Login("unknown"), challenge(new Login("unknown")), own));
        assertEquals(
                REFUSED, signIn.signIn(new ServiceSignIn.Attempt(MONITOR, challenge(MONITOR), "?", here()), hour()));
        assertEquals(List.of("note SIGN_IN_FAILED", "note SIGN_IN_FAILED", "note SIGN_IN_FAILED"), audit.log());
        assertEquals("unknown", audit.requests().get(1).object().name());
    }

    @Test
    void challengeCountsOnceForAMinuteAndForItsLogin() {
        String challenge = challenge(MONITOR);
        assertInstanceOf(Outcome.SignedIn.class, attempt(MONITOR, challenge, own));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(REFUSED, attempt(MONITOR, challenge, own), "used");

        String late = challenge(MONITOR);
        clock.advance(ServiceChallenges.LIFETIME);
        assertEquals(REFUSED, attempt(MONITOR, late, own), "too old");
        assertEquals(REFUSED, attempt(MONITOR, challenge(new Login("other")), own), "of another login");
        clock.advance(Duration.ofSeconds(31));
        assertEquals(REFUSED, attempt(MONITOR, "made-up", own), "not given");
    }

    @Test
    void machineAtRestAndPersonHaveNoSession() {
        String before = challenge(MONITOR);
        var token = ((Outcome.SignedIn) attempt(MONITOR, before, own)).started().token();
        assertTrue(signedIn.find(token, new Client.CommandLine(here())).isPresent());

        save(monitor.withPerson(monitor.person().withState(PersonState.RESTING)));
        assertEquals(Optional.empty(), signedIn.find(token, new Client.CommandLine(here())));
        assertEquals(REFUSED, attempt(MONITOR, challenge(MONITOR), own));

        Account claire = account(new Login("claire"), PersonKind.STAFF, PersonState.ACTIVE);
        save(claire);
        keys.save(key(claire));
        assertEquals(REFUSED, attempt(new Login("claire"), challenge(new Login("claire")), own));
    }

    @Test
    void sessionLastsAnHourAndMayDoWhatIsListed() {
        Sessions.Started started = ((Outcome.SignedIn) attempt(MONITOR, challenge(MONITOR), own)).started();

        SignedInPerson machine =
                signedIn.find(started.token(), new Client.CommandLine(here())).orElseThrow();
        assertEquals(Set.of(Deed.READ_JOURNAL, Deed.EXPORT_AUDIT_LOG), allowed(machine));
        assertEquals(
                clock.instant().plus(hour()).getEpochSecond(),
                started.session().endsAt().getEpochSecond());
        assertEquals("monitor", audit.requests().getLast().actor().name());
        assertEquals("service", audit.requests().getLast().actor().device());
    }

    @Test
    void attemptsAreLimited() {
        attempt(MONITOR, challenge(MONITOR), MachineKey.generate());

        assertInstanceOf(
                Outcome.TooFast.class,
                signIn.signIn(new ServiceSignIn.Attempt(MONITOR, signIn.challenge(MONITOR), "", here()), hour()));
    }

    private Set<Deed> allowed(SignedInPerson machine) {
        return Stream.of(Deed.values())
                .filter(deed -> Policy.decide(machine.rights(), deed, Subject.installation(), clock.instant())
                        instanceof Decision.Allowed)
                .collect(Collectors.toSet());
    }

    private String challenge(Login login) {
        clock.advance(Duration.ofSeconds(31)); // So that no attempt is too fast.
        return signIn.challenge(login);
    }

    private Outcome attempt(Login login, String challenge, MachineKey.Pair key) {
        return signIn.signIn(
                new ServiceSignIn.Attempt(
                        login,
                        challenge,
                        MachineKey.sign(key.privateKey(), ServiceSignIn.textToSign(login, challenge)),
                        here()),
                hour());
    }

    private ServiceKey key(Account account) {
        return new ServiceKey(
                account.person().id(),
                own.key(),
                Set.of(MachineDeed.READ_JOURNAL, MachineDeed.EXPORT_AUDIT_LOG),
                clock.instant());
    }

    private void save(Account account) {
        peopleStore.save(peopleStore.edition(), account);
        people.refresh();
    }

    private Account account(Login login, PersonKind kind, PersonState state) {
        return new Account(
                new Person(
                        PersonId.next(clock),
                        login,
                        Optional.empty(),
                        Language.EN,
                        state,
                        clock.instant(),
                        Region.EEA,
                        kind),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static InetAddress here() {
        return InetAddress.getLoopbackAddress();
    }

    private static Duration hour() {
        return Duration.ofHours(1);
    }
}
