package org.permanence.signin;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.Principal;
import org.permanence.assistant.Login;
import org.permanence.audit.AuditGate;
import org.permanence.people.Account;
import org.permanence.people.CurrentPeople;
import org.permanence.people.Region;

/// Signs machines in by their keys:
///
/// 1. The machine asks for a challenge for its login. An unknown login gets one too.
/// 2. It signs the challenge. The signature counts once.
/// 3. A session starts, in which it may do what its list has.
///
/// Attempts are limited like those of people on a device that is not known.
public final class ServiceSignIn {

    /// The device of the sessions of machines.
    private static final String DEVICE = "service";

    private static final String CONTEXT = "permanence service sign-in";

    /// The outcome of an attempt.
    public sealed interface Outcome {

        record SignedIn(Sessions.Started started) implements Outcome {}

        /// Unknown login, account at rest, wrong key, or a challenge that is old or was used.
        record NotSignedIn() implements Outcome {}

        record TooFast(Duration retryAfter) implements Outcome {}
    }

    /// A signed challenge, and where it comes from.
    ///
    /// @param signature in Base64
    public record Attempt(Login login, String challenge, String signature, InetAddress source) {}

    /// The parts that the sign-in of machines needs.
    public record Parts(
            CurrentPeople people, ServiceKeyStore keys, SignInThrottle throttle, Sessions sessions, AuditGate audit) {}

    private final Parts parts;
    private final SignInEntries entries;
    private final ServiceChallenges challenges;

    public ServiceSignIn(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.entries = new SignInEntries(parts.audit());
        this.challenges = new ServiceChallenges(clock);
    }

    /// What a machine signs.
    public static byte[] textToSign(Login login, String challenge) {
        return (CONTEXT + "\n" + login.value() + "\n" + challenge).getBytes(StandardCharsets.UTF_8);
    }

    /// A challenge for a login, whether it exists or not.
    public String challenge(Login login) {
        return challenges.give(login);
    }

    /// Checks a signature and starts a session.
    ///
    /// @param lifetime up to [Session#MAX_LIFETIME]
    /// @throws org.permanence.queue.StoreUnavailableException during an outage
    public Outcome signIn(Attempt attempt, Duration lifetime) {
        Login login = attempt.login();
        var source = SourceNetwork.of(attempt.source());
        Optional<Duration> wait = parts.throttle().admit(source, login.value(), Optional.empty());
        if (wait.isPresent()) {
            return new Outcome.TooFast(wait.get());
        }
        parts.people().refresh();
        Optional<Account> account = parts.people().directory().find(login);
        boolean isNew = challenges.use(login, attempt.challenge());
        Optional<ServiceKey> key = account.filter(Account::isActiveMachine)
                .flatMap(machine -> parts.keys().find(machine.person().id()))
                .filter(known ->
                        isNew && known.key().verifies(textToSign(login, attempt.challenge()), attempt.signature()));
        if (key.isEmpty()) {
            boolean many = parts.throttle().failed(source, login.value(), Optional.empty());
            entries.failed(
                    Principal.ENGINE,
                    account.isPresent() ? login.value() : SignInEntries.UNKNOWN_LOGIN,
                    Map.of(),
                    many);
            return new Outcome.NotSignedIn();
        }
        parts.throttle().succeeded(login.value(), Optional.empty());
        return new Outcome.SignedIn(start(key.get(), attempt, lifetime));
    }

    private Sessions.Started start(ServiceKey key, Attempt attempt, Duration lifetime) {
        Sessions.Started started = parts.sessions().start(key.machine(), DEVICE, attempt.source(), lifetime);
        var machine = new SignedInPerson(started.session(), attempt.login(), key.rights(attempt.login()), Region.EEA);
        entries.signedIn(machine.as(machine.highestRole()), started.session(), "service-key");
        return started;
    }
}
