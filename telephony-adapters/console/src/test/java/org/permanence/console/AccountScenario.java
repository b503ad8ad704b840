package org.permanence.console;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import org.bouncycastle.util.encoders.Base32;
import org.permanence.access.MachineDeed;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.approval.ApprovalService;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.OwnEntries.OwnEntry;
import org.permanence.console.account.AccountRoutes;
import org.permanence.console.account.PasskeyServices;
import org.permanence.console.device.DeviceAuthority;
import org.permanence.console.passkey.WebAuthnVerifier;
import org.permanence.people.AccountPermissions;
import org.permanence.people.Asker;
import org.permanence.people.CurrentPeople;
import org.permanence.people.NewPerson;
import org.permanence.people.PeopleService;
import org.permanence.people.Region;
import org.permanence.people.Workplaces;
import org.permanence.practice.Language;
import org.permanence.seal.ApprovalSealer;
import org.permanence.seal.DeviceCookies;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.MachineKey;
import org.permanence.seal.PersonNames;
import org.permanence.seal.SignedChallenges;
import org.permanence.seal.TotpSeed;
import org.permanence.seal.TotpSeeds;
import org.permanence.signin.Enrolment;
import org.permanence.signin.HashCost;
import org.permanence.signin.PasswordHasher;
import org.permanence.signin.PasswordRules;
import org.permanence.signin.SecondFactor;
import org.permanence.signin.ServiceAccounts;
import org.permanence.signin.ServiceSignIn;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.SessionToken;
import org.permanence.signin.Sessions;
import org.permanence.signin.SignIn;
import org.permanence.signin.SignInAccount;
import org.permanence.signin.SignInService;
import org.permanence.signin.SignedInPeople;
import org.permanence.signin.StepUp;
import org.permanence.signin.code.CodeSignIn;
import org.permanence.signin.device.ClientRules;
import org.permanence.signin.device.DeviceIssuer;
import org.permanence.signin.device.DeviceService;
import org.permanence.signin.device.Devices;
import org.permanence.signin.passkey.OwnPasskeys;
import org.permanence.signin.passkey.PasskeyChallenges;
import org.permanence.signin.passkey.PasskeyCheck;
import org.permanence.signin.passkey.PasskeySignIn;
import org.permanence.testing.InMemoryApprovalStore;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.InMemoryDeviceStore;
import org.permanence.testing.InMemoryFactorStore;
import org.permanence.testing.InMemoryPasskeyStore;
import org.permanence.testing.InMemoryPeopleStore;
import org.permanence.testing.InMemoryServiceKeyStore;
import org.permanence.testing.InMemorySessionStore;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;
import org.permanence.testing.TestThrottle;

/// The console's own routes over HTTP, with people in memory and cheap hashes.
final class AccountScenario implements AutoCloseable {

    static final String PASSWORD = "tasse lundi pluie escalier";

    private static final ConsoleOrigin ORIGIN = ConsoleOrigin.parse("http://localhost");
    private static final Pattern COOKIE = Pattern.compile("Set-Cookie: (__Host-[a-z]+=[^;]+);");
    private static final Pattern SEED = Pattern.compile("\"seed\":\"([A-Z2-7]{32})\"");

    final SteppedClock clock = new SteppedClock();
    final InMemoryAuditGate audit = new InMemoryAuditGate();
    final ApprovalService approvals;
    final CodeSignIn codeSignIn;
    final AccountRoutes routes;
    private final InMemoryServiceKeyStore serviceKeys = new InMemoryServiceKeyStore();
    private final ServiceSignIn serviceSignIn;
    private final Sessions sessions;
    private boolean isAuditLogReadable = true;
    private final PeopleService people;
    private final ConsoleServer server;
    final DeviceService devices;
    private final Optional<TlsIdentity> identity;
    private ConsoleClient client;

    /// @param folder for the keys
    AccountScenario(Path folder) {
        this(folder, ClientRules.NONE);
    }

    AccountScenario(Path folder, ClientRules rules) {
        this(folder, rules, false);
    }

    /// With TLS, in which devices may show their certificates.
    static AccountScenario withTls(Path folder, ClientRules rules) {
        return new AccountScenario(folder, rules, true);
    }

    private AccountScenario(Path folder, ClientRules rules, boolean tls) {
        FileRootKey.create(folder.resolve("root"));
        var keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        var sessionStore = new InMemorySessionStore();
        var deviceStore = new InMemoryDeviceStore(sessionStore);
        sessions = new Sessions(sessionStore, clock);
        var current = new CurrentPeople(new InMemoryPeopleStore());
        people = new PeopleService(
                new PeopleService.Services(
                        current,
                        new PersonNames(keys),
                        audit,
                        new Workplaces(Map.of(), Set.of(), SamplePractices.standard()),
                        sessions::endAll),
                clock);
        serviceSignIn = new ServiceSignIn(
                new ServiceSignIn.Parts(current, serviceKeys, TestThrottle.create(clock), sessions, audit), clock);
        var factors = new InMemoryFactorStore();
        var seeds = new TotpSeeds(keys);
        var hasher = new PasswordHasher(new HashCost(8, 1, 1), 2, Duration.ofSeconds(2));
        var secondFactor = new SecondFactor(factors, seeds, clock);
        var throttle = TestThrottle.create(clock);
        var starter = new SessionStarter(
                sessions,
                new DeviceCookies(keys),
                new SessionStarter.Rules(rules, new Devices(deviceStore, clock)),
                clock);
        var signIn =
                new SignIn(new SignIn.Parts(this::account, factors, hasher, secondFactor, throttle, starter), clock);
        var service = new SignInService(
                new SignInService.Services(
                        people,
                        new Enrolment(factors, new PasswordRules(Set::of), hasher, seeds, clock),
                        signIn,
                        new StepUp(new StepUp.Parts(factors, secondFactor, throttle, sessions)),
                        factors,
                        sessions,
                        new SignedInPeople(sessions, current, serviceKeys, rules, clock),
                        audit),
                clock);
        approvals = new ApprovalService(new InMemoryApprovalStore(), new ApprovalSealer(keys), audit, clock);
        var passkeys = new InMemoryPasskeyStore(factors);
        var challenges = new PasskeyChallenges(new SignedChallenges(keys), passkeys, clock);
        var check = new PasskeyCheck(challenges, new WebAuthnVerifier(ORIGIN), passkeys, clock);
        var passkeySignIn = new PasskeySignIn(
                new PasskeySignIn.Parts(current, passkeys, challenges, check, throttle, starter, sessions, audit),
                clock);
        var ownPasskeys = new OwnPasskeys(
                new OwnPasskeys.Parts(people, passkeys, challenges, check, factors, new PersonNames(keys), audit),
                clock);
        codeSignIn = new CodeSignIn(new CodeSignIn.Parts(current, throttle, starter, sessions, audit), clock);
        routes = new AccountRoutes(
                new AccountRoutes.Services(
                        service,
                        codeSignIn,
                        people,
                        approvals,
                        this::ownEntries,
                        () -> new PasskeyServices(passkeySignIn, ownPasskeys, ORIGIN)),
                clock);
        var authority = new DeviceAuthority(folder.resolve("console"));
        devices = new DeviceService(new AccountPermissions(current, clock), authority, deviceStore, audit, clock);
        identity = tls ? Optional.of(identity(folder)) : Optional.empty();
        server = new ConsoleServer(
                new ConsoleServerSettings(
                        ConsoleOrigin.parse(tls ? "https://localhost" : "http://localhost"),
                        ConsolePages.LOOPBACK,
                        ConsolePages.NO_PROXIES,
                        ConsoleLimits.DEFAULTS,
                        identity.map(_ -> certificate(authority))),
                identity,
                routes.table(),
                routes);
        server.start();
        client = browser(Optional.empty());
    }

    private static TlsIdentity identity(Path folder) {
        try {
            return new InstallationCertificate(folder.resolve("tls"), ConsoleOrigin.parse("https://localhost"))
                    .current(Instant.now());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static X509Certificate certificate(DeviceAuthority authority) {
        try {
            return authority.certificate(Instant.now());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// From now on, requests come from a browser with the certificate of that device.
    void use(Optional<DeviceIssuer.Issued> device) {
        client = browser(device);
    }

    private ConsoleClient browser(Optional<DeviceIssuer.Issued> device) {
        return new ConsoleClient(
                server.port(),
                identity.<SocketFactory>map(
                                own -> TlsClients.context(own.chain().getLast(), device)
                                        .getSocketFactory())
                        .orElseGet(SocketFactory::getDefault));
    }

    /// Claire enrols a device of another person.
    DeviceIssuer.Issued enrolDevice(String login) {
        return devices.enrol(asker("claire"), new Login(login));
    }

    static Asker asker(String login) {
        return new Asker(new Login(login), "cli", Principal.NO_SESSION);
    }

    /// The session of a machine for which Claire makes an account.
    SessionToken machineSession(String login) {
        MachineKey.Pair key = MachineKey.generate();
        var machine = new Login(login);
        new ServiceAccounts(people, serviceKeys, sessions, clock)
                .put(asker("claire"), machine, key.key(), Set.of(MachineDeed.READ_JOURNAL));
        String challenge = serviceSignIn.challenge(machine);
        var attempt = new ServiceSignIn.Attempt(
                machine,
                challenge,
                MachineKey.sign(key.privateKey(), ServiceSignIn.textToSign(machine, challenge)),
                InetAddress.getLoopbackAddress());
        return ((ServiceSignIn.Outcome.SignedIn) serviceSignIn.signIn(attempt, Duration.ofHours(1)))
                .started()
                .token();
    }

    /// Another person of operations: Claire invites them.
    Visitor colleague(String login) throws IOException {
        return accepted(login, invitation(login, "claire"));
    }

    private List<OwnEntry> ownEntries(Principal.Person person) {
        if (!isAuditLogReadable) {
            throw new AuditException("in this test");
        }
        return List.of(new OwnEntry(
                7,
                "2026-11-30T12:00:00.000000Z",
                "RECORDING_PLAYED",
                "RECORDING",
                "r-1",
                Optional.of("les-lilas"),
                "HCOMPL",
                person.roleName(),
                person.device(),
                person.session(),
                Optional.of("SUCCEEDED")));
    }

    /// From now on the audit log cannot be read.
    void closeAuditLog() {
        isAuditLogReadable = false;
    }

    /// What a person knows and has.
    ///
    /// @param seed of their authenticator app
    record Visitor(String login, TotpSeed seed) {}

    /// The token of an invitation for the first account.
    String invitation(String login) {
        return people.inviteFirst(
                        new Principal.Person("root", Role.OPERATIONS, "cli", Principal.NO_SESSION),
                        new NewPerson(new Login(login), Optional.empty(), Language.FR, Region.EEA),
                        Role.OPERATIONS)
                .token()
                .text();
    }

    /// A person who has accepted their invitation a minute ago.
    Visitor enrolled(String login) throws IOException {
        return accepted(login, invitation(login));
    }

    private Visitor accepted(String login, String token) throws IOException {
        var visitor = new Visitor(login, begin(token));
        var accepted = accept(token, PASSWORD, code(visitor));
        if (accepted.status() != 200) {
            throw new IllegalStateException(accepted.text());
        }
        clock.advance(Duration.ofMinutes(1));
        return visitor;
    }

    /// The token of an invitation by the person of the first account, whose role the other gets.
    String invitation(String login, String inviter) {
        return people.invite(
                        asker(inviter),
                        new NewPerson(new Login(login), Optional.empty(), Language.FR, Region.EEA),
                        new RoleAt(Role.OPERATIONS, new Place.Installation()))
                .token()
                .text();
    }

    /// The account rests from now on.
    void rest(String login, String by) {
        people.rest(asker(by), new Login(login));
    }

    TotpSeed begin(String token) throws IOException {
        var answer = post("/api/invitations/begin", "{\"token\":\"" + token + "\"}");
        var seed = SEED.matcher(answer.content());
        if (!seed.find()) {
            throw new IllegalStateException(answer.text());
        }
        return TotpSeed.of(Base32.decode(seed.group(1)));
    }

    ConsoleClient.Answer accept(String token, String password, String code) throws IOException {
        return post(
                "/api/invitations/accept",
                "{\"token\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}".formatted(token, password, code));
    }

    ConsoleClient.Answer signIn(String login, String password, String code, String... cookies) throws IOException {
        return post("/api/sign-in", attempt(login, password, code), cookies);
    }

    /// As [#signIn], from that loopback address.
    ConsoleClient.Answer signInFrom(String source, String login, String password, String code) throws IOException {
        return postFrom(source, "/api/sign-in", attempt(login, password, code));
    }

    private static String attempt(String login, String password, String code) {
        return "{\"login\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}".formatted(login, password, code);
    }

    /// The person signs in with what they have.
    ConsoleClient.Answer signIn(Visitor visitor, String... cookies) throws IOException {
        return signIn(visitor.login(), PASSWORD, code(visitor), cookies);
    }

    ConsoleClient.Answer get(String path, String... headers) throws IOException {
        return client.get(path, headers);
    }

    ConsoleClient.Answer getFrom(String source, String path, String... headers) throws IOException {
        return client.send(source, ConsoleClient.head("GET", path, headers) + "\r\n");
    }

    /// The details of the entries of an action in the audit log.
    List<SortedMap<String, String>> details(Action action) {
        return audit.requests().stream()
                .filter(entry -> entry.action() == action)
                .map(AuditRequest::details)
                .toList();
    }

    ConsoleClient.Answer postFrom(String source, String path, String json) throws IOException {
        return client.postFrom(source, path, json);
    }

    ConsoleClient.Answer post(String path, String json, String... headers) throws IOException {
        return client.post(path, json, headers);
    }

    /// A connection on which a request waits for its content.
    Socket awaitingContent(String path, int length, String... headers) throws IOException {
        Socket connection = client.connect("127.0.0.1");
        connection
                .getOutputStream()
                .write(ConsoleClient.changeHead(path, length, headers).getBytes(StandardCharsets.US_ASCII));
        return connection;
    }

    /// The header `Cookie` with the cookies of an answer.
    static String cookies(ConsoleClient.Answer answer) {
        List<String> set = COOKIE.matcher(answer.text())
                .results()
                .map(found -> found.group(1))
                .toList();
        return "Cookie: " + String.join("; ", set);
    }

    /// The code that the person's app shows now.
    String code(Visitor visitor) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(visitor.seed().key(), clock.instant());
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Optional<SignInAccount> account(Login login) {
        return people.directory().find(login).map(account -> SignInAccount.of(account, clock.instant()));
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
