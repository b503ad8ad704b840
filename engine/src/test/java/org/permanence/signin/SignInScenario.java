package org.permanence.signin;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Role;
import org.permanence.assistant.Login;
import org.permanence.people.PersonId;
import org.permanence.seal.DeviceCookies;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.TotpSeed;
import org.permanence.seal.TotpSeeds;
import org.permanence.signin.device.Client;
import org.permanence.signin.device.ClientRules;
import org.permanence.signin.device.Devices;
import org.permanence.testing.InMemoryDeviceStore;
import org.permanence.testing.InMemoryFactorStore;
import org.permanence.testing.InMemorySessionStore;
import org.permanence.testing.SteppedClock;
import org.permanence.testing.TestThrottle;

/// People with factors, and the parts of the sign-in, with cheap hashes.
final class SignInScenario {

    static final HashCost CHEAP = new HashCost(8, 1, 1);
    static final String PASSWORD = "tasse lundi pluie escalier";
    static final InetAddress OFFICE = InetAddress.ofLiteral("192.0.2.10");

    final SteppedClock clock = new SteppedClock();
    final InMemoryFactorStore factors = new InMemoryFactorStore();
    final InMemorySessionStore sessionStore = new InMemorySessionStore();
    final Devices devices = new Devices(new InMemoryDeviceStore(sessionStore), clock);
    final Sessions sessions = new Sessions(sessionStore, clock);
    final Map<String, SignInAccount> accounts = new HashMap<>();
    final TotpSeeds seeds;
    final SignInThrottle throttle = TestThrottle.create(clock);
    final PasswordHasher hasher = new PasswordHasher(CHEAP, 2, Duration.ofSeconds(2));
    final SecondFactor secondFactor;
    final Enrolment enrolment;
    final SignIn signIn;
    final StepUp stepUp;

    /// @param folder for the keys
    SignInScenario(Path folder) {
        this(folder, ClientRules.NONE);
    }

    SignInScenario(Path folder, ClientRules rules) {
        FileRootKey.create(folder.resolve("root"));
        var keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        seeds = new TotpSeeds(keys);
        secondFactor = new SecondFactor(factors, seeds, clock);
        enrolment = new Enrolment(factors, new PasswordRules(Set::of), hasher, seeds, clock);
        stepUp = new StepUp(new StepUp.Parts(factors, secondFactor, throttle, sessions));
        SignInAccounts directory = login -> Optional.ofNullable(accounts.get(login.value()));
        signIn = new SignIn(
                new SignIn.Parts(
                        directory,
                        factors,
                        hasher,
                        secondFactor,
                        throttle,
                        new SessionStarter(
                                sessions, new DeviceCookies(keys), new SessionStarter.Rules(rules, devices), clock)),
                clock);
    }

    /// A person, and what they know and have.
    record Enrolled(SignInAccount account, TotpSeed seed, List<String> recoveryCodes) {
        String login() {
            return account.login().value();
        }
    }

    /// A person who has just set both factors.
    Enrolled enrol(String login) {
        var account = new SignInAccount(PersonId.next(clock), new Login(login), Set.of(Role.ASSISTANT));
        accounts.put(login, account);
        TotpSeed seed = enrolment.begin(account.person());
        var outcome = enrolment.finish(account.person(), Password.of(PASSWORD), code(seed));
        List<String> codes = ((Enrolment.Outcome.Enrolled) outcome)
                .recoveryCodes().stream().map(RecoveryCode::text).toList();
        return new Enrolled(account, seed, codes);
    }

    void setActive(Enrolled person, boolean active) {
        accounts.put(
                person.login(),
                new SignInAccount(
                        person.account().person(),
                        person.account().login(),
                        active ? Set.of(Role.ASSISTANT) : Set.of()));
    }

    /// The code that an authenticator app shows now.
    String code(TotpSeed seed) {
        return codeAt(seed, 0);
    }

    /// The code of an earlier or later step.
    String codeAt(TotpSeed seed, int steps) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(seed.key(), clock.instant().plus(Totp.STEP.multipliedBy(steps)));
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    SignIn.Outcome attempt(String login, String password, String code, Optional<String> cookie) {
        return signIn.signIn(new SignIn.Attempt(
                login,
                Password.of(password),
                code,
                cookie,
                new Client.Browser(OFFICE, Optional.empty()),
                Session.MAX_LIFETIME));
    }

    /// As the person, with the right password and the code of now.
    SignIn.Outcome.SignedIn signIn(Enrolled person) {
        return (SignIn.Outcome.SignedIn) attempt(person.login(), PASSWORD, code(person.seed()), Optional.empty());
    }
}
