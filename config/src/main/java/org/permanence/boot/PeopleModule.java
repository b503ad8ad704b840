package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.permanence.access.Purpose;
import org.permanence.access.Rights;
import org.permanence.approval.ApprovalService;
import org.permanence.assistant.Login;
import org.permanence.audit.AuditReadings;
import org.permanence.boot.console.ConsolePasskeys;
import org.permanence.boot.console.EngineConsole;
import org.permanence.breakglass.BreakGlassService;
import org.permanence.console.account.AccountRoutes;
import org.permanence.console.device.DeviceAuthority;
import org.permanence.management.AccessRequests;
import org.permanence.management.ApprovalsApi;
import org.permanence.management.BreakGlassApi;
import org.permanence.management.DevicesApi;
import org.permanence.management.PeopleApi;
import org.permanence.management.SignInApi;
import org.permanence.people.Account;
import org.permanence.people.AccountPermissions;
import org.permanence.people.NewPerson;
import org.permanence.people.PeopleException;
import org.permanence.people.PeopleService;
import org.permanence.people.PersonId;
import org.permanence.people.Region;
import org.permanence.practice.Language;
import org.permanence.seal.ApprovalSealer;
import org.permanence.seal.AttemptPseudonyms;
import org.permanence.seal.DeviceCookies;
import org.permanence.seal.PersonNames;
import org.permanence.seal.TotpSeeds;
import org.permanence.settings.AssistantSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.console.ConsoleSettings;
import org.permanence.signin.Enrolment;
import org.permanence.signin.FactorStore;
import org.permanence.signin.HashCost;
import org.permanence.signin.PasswordHasher;
import org.permanence.signin.PasswordRules;
import org.permanence.signin.SecondFactor;
import org.permanence.signin.ServiceAccounts;
import org.permanence.signin.ServiceSignIn;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.Sessions;
import org.permanence.signin.SignIn;
import org.permanence.signin.SignInAccount;
import org.permanence.signin.SignInService;
import org.permanence.signin.SignInThrottle;
import org.permanence.signin.StepUp;
import org.permanence.signin.code.CodeSignIn;
import org.permanence.signin.device.DeviceService;
import org.permanence.signin.device.DeviceStore;
import org.permanence.signin.device.Devices;
import org.permanence.store.Database;
import org.permanence.store.approval.JooqApprovalStore;
import org.permanence.store.signin.JooqDeviceStore;
import org.permanence.store.signin.JooqFactorStore;
import org.permanence.store.signin.JooqPasskeyStore;
import org.permanence.store.signin.JooqSignInBucketStore;
import org.permanence.yaml.Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The accounts and how people sign in. The assistants of the settings are their seed: those who are not in the
/// database are put there as invited.
final class PeopleModule implements EngineModule {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleModule.class);
    private static final Duration SEED_INTERVAL = Duration.ofSeconds(1);
    private static final Duration EXPIRY_INTERVAL = Duration.ofHours(1);
    private static final Duration ATTEMPTS_INTERVAL = Duration.ofSeconds(1);

    private static final Duration APPROVAL_EXPIRY_INTERVAL = Duration.ofMinutes(1);
    private static final Duration SESSION_EXPIRY_INTERVAL = Duration.ofDays(1);
    private static final String PRODUCT = "Permanence";

    /// Of the audit log, on one page of the console.
    private static final int OWN_ENTRIES = 200;

    private final InstallationSettings settings;
    private final InstantSource clock;
    private final PeopleService people;
    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final SignInService signIn;
    private final CodeSignIn codeSignIn;
    private final ConsolePasskeys.Parts passkeys;
    private final ApprovalService approvals;
    private final ServiceAccounts services;
    private final ServiceSignIn serviceSignIn;
    private final DeviceStore deviceStore;
    private final DeviceAuthority deviceAuthority;
    private final DeviceService devices;
    private volatile boolean seeded;

    PeopleModule(
            InstallationSettings settings,
            Database database,
            RecordGuards guards,
            SignedInModule signedIn,
            Runnable onManyFailures,
            InstantSource clock) {
        sessions = signedIn.sessions();
        people = new PeopleService(
                new PeopleService.Services(
                        signedIn.people(),
                        new PersonNames(guards.keys().keys()),
                        guards.audit().log(),
                        signedIn.workplaces(),
                        sessions::endAll),
                clock);
        approvals = new ApprovalService(
                new JooqApprovalStore(database),
                new ApprovalSealer(guards.keys().keys()),
                guards.audit().log(),
                clock);
        this.settings = settings;
        this.clock = clock;
        throttle = new SignInThrottle(
                new JooqSignInBucketStore(database),
                new AttemptPseudonyms(guards.keys().keys())::of,
                onManyFailures,
                clock);
        deviceStore = new JooqDeviceStore(database);
        deviceAuthority = new DeviceAuthority(settings.identity().state().resolve("console"));
        devices = new DeviceService(
                new AccountPermissions(signedIn.people(), clock),
                deviceAuthority,
                deviceStore,
                guards.audit().log(),
                clock);
        var factors = new JooqFactorStore(database);
        var starter = new SessionStarter(
                sessions,
                new DeviceCookies(guards.keys().keys()),
                new SessionStarter.Rules(signedIn.rules(), new Devices(deviceStore, clock)),
                clock);
        signIn = createSignIn(factors, starter, guards, signedIn);
        codeSignIn = new CodeSignIn(
                new CodeSignIn.Parts(
                        signedIn.people(),
                        throttle,
                        starter,
                        sessions,
                        guards.audit().log()),
                clock);
        passkeys = new ConsolePasskeys.Parts(
                new JooqPasskeyStore(database),
                factors,
                guards.keys().keys(),
                signedIn.people(),
                people,
                throttle,
                starter,
                sessions,
                guards.audit().log());
        services = new ServiceAccounts(people, signedIn.keys(), sessions, clock);
        serviceSignIn = new ServiceSignIn(
                new ServiceSignIn.Parts(
                        signedIn.people(),
                        signedIn.keys(),
                        throttle,
                        sessions,
                        guards.audit().log()),
                clock);
    }

    private SignInService createSignIn(
            FactorStore factors, SessionStarter starter, RecordGuards guards, SignedInModule signedIn) {
        var seeds = new TotpSeeds(guards.keys().keys());
        var hasher = new PasswordHasher(
                HashCost.CURRENT,
                settings.console().map(ConsoleSettings::hashesAtOnce).orElse(PasswordHasher.AT_ONCE),
                PasswordHasher.MAX_WAIT);
        var secondFactor = new SecondFactor(factors, seeds, clock);
        var check =
                new SignIn(new SignIn.Parts(this::account, factors, hasher, secondFactor, throttle, starter), clock);
        var enrolment = new Enrolment(factors, new PasswordRules(this::names), hasher, seeds, clock);
        return new SignInService(
                new SignInService.Services(
                        people,
                        enrolment,
                        check,
                        new StepUp(new StepUp.Parts(factors, secondFactor, throttle, sessions)),
                        factors,
                        sessions,
                        signedIn.lookup(),
                        guards.audit().log()),
                clock);
    }

    private Optional<SignInAccount> account(Login login) {
        return people.directory().find(login).map(account -> SignInAccount.of(account, clock.instant()));
    }

    /// The names that a password must not consist of.
    private Set<String> names() {
        return Stream.of(
                        Stream.of(PRODUCT),
                        settings.practiceFiles().keySet().stream().map(Name::value),
                        settings.teams().keySet().stream().map(Name::value),
                        settings.lines().keySet().stream().map(Name::value),
                        people.directory().all().stream()
                                .map(account -> account.person().login().value()))
                .flatMap(words -> words)
                .collect(Collectors.toSet());
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(SEED_INTERVAL, "seed", this::seed);
        tasks.schedule(EXPIRY_INTERVAL, "invitation-expiry", people::deleteEndedInvitations);
        tasks.schedule(APPROVAL_EXPIRY_INTERVAL, "approval-expiry", approvals::expire);
        tasks.schedule(ATTEMPTS_INTERVAL, "sign-in-attempts", throttle::save);
        tasks.schedule(EXPIRY_INTERVAL, "sign-in-attempts-expiry", throttle::deleteOld);
        tasks.schedule(SESSION_EXPIRY_INTERVAL, "session-expiry", sessions::deleteOld);
    }

    PeopleService people() {
        return people;
    }

    /// The person with a login; empty if there is none.
    Optional<PersonId> personOf(Login login) {
        return people.directory().find(login).map(account -> account.person().id());
    }

    PeopleApi api() {
        return new PeopleApi(people, services, approvalsApi(), new DevicesApi(people, devices), this::removeFactors);
    }

    private void removeFactors(Account account) {
        devices.revokeAll(account);
        signIn.removeFactors(account);
    }

    ApprovalsApi approvalsApi() {
        return new ApprovalsApi(approvals, this::rights);
    }

    BreakGlassApi breakGlassApi(BreakGlassService breakGlass, AccessRequests access) {
        return new BreakGlassApi(breakGlass, this::rights, access, clock);
    }

    private Rights rights(Login login) {
        return people.directory()
                .find(login)
                .map(account -> account.toRights(clock.instant()))
                .orElseGet(() -> new Rights(login.value(), List.of(), false));
    }

    /// The console of the settings, if they have one.
    Optional<EngineConsole> console(AuditReadings readings) {
        return settings.console()
                .map(console -> new EngineConsole(
                        console,
                        settings.identity().state(),
                        deviceAuthority,
                        new AccountRoutes(
                                new AccountRoutes.Services(
                                        signIn,
                                        codeSignIn,
                                        people,
                                        approvals,
                                        person -> readings.own(person, Purpose.HCOMPL, OWN_ENTRIES),
                                        () -> ConsolePasskeys.create(passkeys, console.origin(), clock)),
                                clock),
                        clock));
    }

    SignInApi signInApi(BreakGlassService breakGlass) {
        return new SignInApi(
                signIn, codeSignIn, serviceSignIn, login -> breakGlass.awaitingReview(rights(login)), clock);
    }

    /// Seeds on the first run that succeeds, so that neither the start nor a call waits for it.
    private void seed() {
        if (!seeded) {
            seedAssistants();
            seeded = true;
        }
    }

    /// Puts the assistants of the settings into the database who are not there.
    void seedAssistants() {
        long added = settings.assistants().entrySet().stream()
                .filter(entry -> seed(entry.getKey(), entry.getValue()))
                .count();
        if (added > 0) {
            LOG.atInfo().addKeyValue("persons", added).log("people.seeded");
        }
    }

    private boolean seed(Name login, AssistantSettings assistant) {
        try {
            return people.seed(person(login, assistant), ConfiguredAssistants.staffing(assistant));
        } catch (PeopleException _) { // The message names people.
            LOG.atWarn()
                    .addKeyValue("expected", "assistants with a telephone that no assistant of the database has")
                    .log("people.not-seeded");
            return false;
        }
    }

    private NewPerson person(Name login, AssistantSettings assistant) {
        return new NewPerson(
                new Login(login.value()),
                Optional.of(assistant.name()),
                assistant.languages().contains(Language.FR)
                        ? Language.FR
                        : assistant.languages().iterator().next(),
                Region.EEA);
    }

    @Override
    public void close() {}
}
