package org.permanence.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.permanence.access.AccessRequest;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Policy;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.access.Subject;
import org.permanence.approval.ApprovalService;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.AuditTestKey;
import org.permanence.audit.DirectoryReplica;
import org.permanence.console.ConsoleLimits;
import org.permanence.console.ConsoleOrigin;
import org.permanence.console.ConsoleRoute;
import org.permanence.console.ConsoleServer;
import org.permanence.console.ConsoleServerSettings;
import org.permanence.console.HttpProblem;
import org.permanence.console.ProblemException;
import org.permanence.console.ProblemType;
import org.permanence.console.RouteAccess;
import org.permanence.console.RouteAnswer;
import org.permanence.console.RouteTable;
import org.permanence.console.TrustedProxies;
import org.permanence.console.Visit;
import org.permanence.console.account.AccountRoutes;
import org.permanence.console.account.PasskeyServices;
import org.permanence.console.passkey.WebAuthnVerifier;
import org.permanence.lab.Authenticator;
import org.permanence.people.Account;
import org.permanence.people.CurrentPeople;
import org.permanence.people.Membership;
import org.permanence.people.PeopleService;
import org.permanence.people.Person;
import org.permanence.people.PersonId;
import org.permanence.people.PersonKind;
import org.permanence.people.PersonState;
import org.permanence.people.Region;
import org.permanence.people.Workplaces;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.seal.ApprovalSealer;
import org.permanence.seal.AttemptPseudonyms;
import org.permanence.seal.DeviceCookies;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.PersonNames;
import org.permanence.seal.SignedChallenges;
import org.permanence.seal.TotpSeed;
import org.permanence.seal.TotpSeeds;
import org.permanence.signin.Enrolment;
import org.permanence.signin.Factors;
import org.permanence.signin.HashCost;
import org.permanence.signin.Password;
import org.permanence.signin.PasswordHash;
import org.permanence.signin.PasswordHasher;
import org.permanence.signin.PasswordRules;
import org.permanence.signin.SecondFactor;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.Sessions;
import org.permanence.signin.SignIn;
import org.permanence.signin.SignInAccount;
import org.permanence.signin.SignInService;
import org.permanence.signin.SignInThrottle;
import org.permanence.signin.SignedInPeople;
import org.permanence.signin.StepUp;
import org.permanence.signin.code.CodeSignIn;
import org.permanence.signin.device.ClientRules;
import org.permanence.signin.device.Devices;
import org.permanence.signin.passkey.OwnPasskeys;
import org.permanence.signin.passkey.PasskeyChallenges;
import org.permanence.signin.passkey.PasskeyCheck;
import org.permanence.signin.passkey.PasskeySignIn;
import org.permanence.store.Database;
import org.permanence.store.JdbcSettings;
import org.permanence.store.approval.JooqApprovalStore;
import org.permanence.store.people.JooqPeopleStore;
import org.permanence.store.signin.JooqDeviceStore;
import org.permanence.store.signin.JooqFactorStore;
import org.permanence.store.signin.JooqPasskeyStore;
import org.permanence.store.signin.JooqServiceKeyStore;
import org.permanence.store.signin.JooqSessionStore;
import org.permanence.store.signin.JooqSignInBucketStore;
import org.permanence.testing.SamplePractices;

/// A console as an engine has it: people and sessions in H2 in a file, an audit log with two replicas. It has one
/// more route, which reads nothing but makes the decision and the entry of a read: the doctor of a practice lists
/// recordings. Its limits of requests are those of a thousand clients, because all come from one address here.
final class BenchConsole implements AutoCloseable {

    static final String PASSWORD = "tasse lundi pluie escalier";

    private static final ConsoleLimits.Share UNLIMITED = new ConsoleLimits.Share(10_000, 1_000_000, 1_000_000);
    private static final ConsoleLimits LIMITS =
            new ConsoleLimits(4_096, 1_024, UNLIMITED, UNLIMITED, Duration.ofMinutes(5), Duration.ofMinutes(5));
    private static final ConsoleOrigin ORIGIN = ConsoleOrigin.parse("http://localhost");
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    final BenchClock clock = new BenchClock();
    private final List<DirectoryReplica> replicas;
    private final Database database;
    private final AuditLog audit;
    private final KeyChain keys;
    private final TotpSeeds seeds;
    private final JooqFactorStore factors;
    private final PasswordHasher hasher;
    private final PasswordHash hash;
    private final List<ConsoleServer> servers = new ArrayList<>();
    private final List<Visitor> visitors = new ArrayList<>();

    /// The doctor of a practice.
    record Visitor(String login, PracticeId practice, Authenticator app) {}

    /// The answer of the bench's own route.
    record Listed(String practice, long entry) {}

    /// @param work an existing directory
    /// @param cost of the passwords
    BenchConsole(Path work, int people, HashCost cost) throws IOException {
        Path folder = Files.createTempDirectory(work, "console");
        FileRootKey.create(folder.resolve("root"));
        keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        seeds = new TotpSeeds(keys);
        database = Database.open(JdbcSettings.embedded(folder.resolve("database")));
        replicas = List.of(
                DirectoryReplica.open(Files.createDirectory(folder.resolve("audit-1"))),
                DirectoryReplica.open(Files.createDirectory(folder.resolve("audit-2"))));
        audit = AuditLog.open(AuditSettings.of("bench"), replicas, AuditTestKey.signer(), InstantSource.system());
        factors = new JooqFactorStore(database);
        hasher = new PasswordHasher(cost, PasswordHasher.AT_ONCE, PasswordHasher.MAX_WAIT);
        hash = hasher.hash(Password.of(PASSWORD)).orElseThrow();
        var store = new JooqPeopleStore(database);
        for (int each = 0; each < people; each++) {
            enrol(store, each);
        }
    }

    private void enrol(JooqPeopleStore store, int number) {
        var id = new PersonId("0199aaaa-0000-7000-8000-%012x".formatted(number));
        var login = new Login("doctor-" + number);
        var practice = new PracticeId("practice-" + number);
        var role = new RoleAt(Role.DOCTOR, new Place.OfPractice(practice));
        var person = new Person(
                id, login, Optional.empty(), Language.FR, PersonState.ACTIVE, SINCE, Region.EEA, PersonKind.PRACTICE);
        var membership = new Membership(role, SINCE, Optional.empty(), Optional.empty());
        store.save(store.edition(), new Account(person, List.of(membership), Optional.empty(), Optional.empty()));
        TotpSeed seed = TotpSeed.generate();
        factors.enrol(id, new Factors.Enrolled(hash, seeds.seal(id.value(), seed), 0, List.of()), SINCE);
        visitors.add(new Visitor(login.value(), practice, new Authenticator(seed.text())));
    }

    List<Visitor> visitors() {
        return visitors;
    }

    /// The cookie of a device on which the person has signed in before.
    String knownDevice(Visitor visitor) {
        return "__Host-device=" + new DeviceCookies(keys).issue(visitor.login(), clock.instant());
    }

    /// Starts a console as one engine has it: it shares the database with the others, and nothing else.
    ///
    /// @return its port
    int serve() {
        var current = new CurrentPeople(new JooqPeopleStore(database));
        var sessions = new Sessions(new JooqSessionStore(database), clock);
        var people = new PeopleService(
                new PeopleService.Services(
                        current,
                        new PersonNames(keys),
                        audit,
                        new Workplaces(Map.of(), Set.of(), SamplePractices.standard()),
                        sessions::endAll),
                clock);
        var approvals = new ApprovalService(new JooqApprovalStore(database), new ApprovalSealer(keys), audit, clock);
        var throttle = new SignInThrottle(
                new JooqSignInBucketStore(database), new AttemptPseudonyms(keys)::of, () -> {}, clock);
        var starter = new SessionStarter(
                sessions,
                new DeviceCookies(keys),
                new SessionStarter.Rules(ClientRules.NONE, new Devices(new JooqDeviceStore(database), clock)),
                clock);
        var passkeys = new JooqPasskeyStore(database);
        var challenges = new PasskeyChallenges(new SignedChallenges(keys), passkeys, clock);
        var check = new PasskeyCheck(challenges, new WebAuthnVerifier(ORIGIN), passkeys, clock);
        var passkeySignIn = new PasskeySignIn(
                new PasskeySignIn.Parts(current, passkeys, challenges, check, throttle, starter, sessions, audit),
                clock);
        var ownPasskeys = new OwnPasskeys(
                new OwnPasskeys.Parts(people, passkeys, challenges, check, factors, new PersonNames(keys), audit),
                clock);
        var routes = new AccountRoutes(
                new AccountRoutes.Services(
                        signIn(people, new Shared(current, sessions, throttle, starter)),
                        new CodeSignIn(new CodeSignIn.Parts(current, throttle, starter, sessions, audit), clock),
                        people,
                        approvals,
                        _ -> List.of(),
                        () -> new PasskeyServices(passkeySignIn, ownPasskeys, ORIGIN)),
                clock);
        ConsoleRoute<?, ?> listing = ConsoleRoute.of(
                ConsoleRoute.Method.GET,
                "/api/bench/{practice}",
                RouteAccess.SIGNED_IN,
                new ConsoleRoute.Types<>(ConsoleRoute.Nothing.class, Listed.class),
                (visit, _) -> RouteAnswer.of(list(visit)));
        var server = new ConsoleServer(
                new ConsoleServerSettings(
                        ORIGIN,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new TrustedProxies(Set.of(InetAddress.getLoopbackAddress())),
                        LIMITS,
                        Optional.empty()),
                Optional.empty(),
                new RouteTable(Stream.concat(routes.table().rows().stream(), Stream.of(listing))
                        .toList()),
                routes);
        server.start();
        servers.add(server);
        return server.port();
    }

    /// What both ways to sign in need.
    private record Shared(CurrentPeople current, Sessions sessions, SignInThrottle throttle, SessionStarter starter) {}

    private SignInService signIn(PeopleService people, Shared shared) {
        var secondFactor = new SecondFactor(factors, seeds, clock);
        var check = new SignIn(
                new SignIn.Parts(
                        login -> account(shared.current(), login),
                        factors,
                        hasher,
                        secondFactor,
                        shared.throttle(),
                        shared.starter()),
                clock);
        return new SignInService(
                new SignInService.Services(
                        people,
                        new Enrolment(factors, new PasswordRules(Set::of), hasher, seeds, clock),
                        check,
                        new StepUp(new StepUp.Parts(factors, secondFactor, shared.throttle(), shared.sessions())),
                        factors,
                        shared.sessions(),
                        new SignedInPeople(
                                shared.sessions(),
                                shared.current(),
                                new JooqServiceKeyStore(database),
                                ClientRules.NONE,
                                clock),
                        audit),
                clock);
    }

    private static Optional<SignInAccount> account(CurrentPeople current, Login login) {
        return current.directory()
                .find(login)
                .map(account -> new SignInAccount(account.person().id(), login, Set.of(Role.DOCTOR)));
    }

    private Listed list(Visit visit) {
        var person = visit.session().orElseThrow().person();
        var practice = new PracticeId(visit.path().getOrDefault("practice", ""));
        var subject = new Subject(Optional.of(practice), Optional.empty(), Optional.empty(), Optional.empty());
        Decision decision = Policy.decide(person.rights(), Deed.LIST_RECORDINGS, subject, clock.instant());
        if (!(decision instanceof Decision.Allowed allowed)) {
            throw new ProblemException(HttpProblem.of(ProblemType.NOT_FOUND));
        }
        var access = new AccessRequest(person.as(allowed.role()), Purpose.HCOMPL, AccessRequest.Reason.NONE);
        var receipt = audit.open(AuditRequest.of(
                access,
                Action.RECORDING_LISTED,
                practice,
                new AuditObject(AuditObject.Kind.PRACTICE, practice.value())));
        return new Listed(practice.value(), receipt.entry());
    }

    /// Signs the person in with their next code.
    ///
    /// @param source the address of their network
    BenchConnection.Answer signIn(BenchConnection connection, Visitor visitor, String source) throws IOException {
        return attempt(connection, visitor.login(), visitor.app().code(clock.instant()), source, knownDevice(visitor));
    }

    BenchConnection.Answer attempt(BenchConnection connection, String login, String code, String source, String cookie)
            throws IOException {
        return connection.post(
                "/api/sign-in",
                cookie,
                source,
                "{\"login\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}".formatted(login, PASSWORD, code));
    }

    @Override
    public void close() {
        servers.forEach(ConsoleServer::close);
        audit.close();
        replicas.forEach(DirectoryReplica::close);
        database.close();
    }
}
