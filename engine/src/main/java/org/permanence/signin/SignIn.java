package org.permanence.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.people.PersonId;
import org.permanence.signin.device.Client;
import org.permanence.text.Slug;

/// The sign-in by password and code. Both come in one attempt, so no state exists in which a person has proved one
/// factor only.
///
/// 1. The throttle admits the attempt, or it must wait.
/// 2. The password is hashed and compared. An unknown login is compared with a fixed hash.
/// 3. The account must be active, and its roles admitted from the client's address.
/// 4. The code must be right and unused.
/// 5. If a role needs an enrolled device, the client must have one of the person's.
/// 6. A session starts. On an enrolled device it is bound to that device.
///
/// Steps 2, 3 and 4 fail with the same answer after the same time.
public final class SignIn {

    /// What a person typed, and where.
    ///
    /// @param code         the one-time code or a recovery code
    /// @param deviceCookie of an earlier sign-in on this device
    /// @param lifetime     of the session, up to [Session#MAX_LIFETIME]
    public record Attempt(
            String login,
            Password password,
            String code,
            Optional<String> deviceCookie,
            Client client,
            Duration lifetime) {

        public Attempt {
            if (lifetime.compareTo(Session.MAX_LIFETIME) > 0) {
                throw new IllegalArgumentException("session: " + lifetime + " (expected: 10 hours or less)");
            }
        }
    }

    /// The outcome of an attempt.
    public sealed interface Outcome {

        /// A session has started.
        ///
        /// @param code         which code it was
        /// @param deviceCookie to keep on the device
        record SignedIn(SignInAccount account, Sessions.Started started, SecondFactor.Kind code, String deviceCookie)
                implements Outcome {}

        /// Wrong password, unknown login, account at rest, an address that is not of its roles, wrong or used code.
        /// The person gets the same answer.
        ///
        /// @param account      for the audit log; empty if the login is unknown
        /// @param manyFailures whether this was the hundredth failure in a row
        /// @param isElsewhere  whether the password was right and the address was not
        record NotSignedIn(Optional<SignInAccount> account, boolean manyFailures, boolean isElsewhere)
                implements Outcome {}

        /// Both factors are right, and a role of the person needs an enrolled device.
        record DeviceNeeded(SignInAccount account) implements Outcome {}

        record TooFast(Duration retryAfter) implements Outcome {}

        /// Too many others sign in at the moment. Nothing was checked.
        record Busy(Duration retryAfter) implements Outcome {}
    }

    /// The parts that a sign-in needs.
    public record Parts(
            SignInAccounts accounts,
            FactorStore factors,
            PasswordHasher hasher,
            SecondFactor secondFactor,
            SignInThrottle throttle,
            SessionStarter starter) {}

    /// Has no factors: it makes an unknown login take as long as a known one.
    private static final PersonId UNKNOWN = new PersonId("00000000-0000-7000-8000-000000000000");

    private final Parts parts;
    private final InstantSource clock;

    public SignIn(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
    }

    /// Checks an attempt.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException during an outage
    public Outcome signIn(Attempt attempt) {
        String login = attempt.login().strip().toLowerCase(Locale.ROOT);
        Optional<String> device = parts.starter().deviceOf(attempt.deviceCookie(), login);
        var source = SourceNetwork.of(attempt.client().source());
        Optional<Duration> wait = parts.throttle().admit(source, login, device);
        if (wait.isPresent()) {
            return new Outcome.TooFast(wait.get());
        }
        Optional<SignInAccount> account = find(login);
        Factors factors =
                parts.factors().find(account.map(SignInAccount::person).orElse(UNKNOWN));
        PasswordHasher.Verdict verdict = parts.hasher().check(attempt.password(), factors.password());
        return switch (verdict) {
            case BUSY -> new Outcome.Busy(PasswordHasher.MAX_WAIT);
            case WRONG -> failed(source, login, device, account, false);
            case RIGHT, RIGHT_AND_OUTDATED -> {
                if (account.filter(known ->
                                !parts.starter().admits(known, attempt.client().source()))
                        .isPresent()) {
                    yield failed(source, login, device, account, true);
                }
                Optional<SecondFactor.Kind> code = account.filter(
                                known -> known.role().isPresent())
                        .flatMap(active -> parts.secondFactor().use(active.person(), factors, attempt.code()));
                if (code.isEmpty()) {
                    yield failed(source, login, device, account, false);
                }
                if (verdict == PasswordHasher.Verdict.RIGHT_AND_OUTDATED) {
                    hashAgain(account.get(), attempt.password());
                }
                parts.throttle().succeeded(login, device);
                yield start(account.get(), code.get(), attempt, device);
            }
        };
    }

    private Optional<SignInAccount> find(String login) {
        return Slug.isSlug(login) ? parts.accounts().find(new Login(login)) : Optional.empty();
    }

    private Outcome failed(
            SourceNetwork source,
            String login,
            Optional<String> device,
            Optional<SignInAccount> account,
            boolean isElsewhere) {
        return new Outcome.NotSignedIn(account, parts.throttle().failed(source, login, device), isElsewhere);
    }

    /// At today's cost. If the hasher is busy, the next sign-in does it.
    private void hashAgain(SignInAccount account, Password password) {
        parts.hasher()
                .hash(password)
                .ifPresent(hash -> parts.factors().savePassword(account.person(), hash, clock.instant()));
    }

    private Outcome start(
            SignInAccount account, SecondFactor.Kind code, Attempt attempt, Optional<String> knownDevice) {
        var request = new SessionStarter.Request(attempt.deviceCookie(), attempt.client(), attempt.lifetime());
        return parts.starter()
                .start(account, request, knownDevice)
                .<Outcome>map(started -> new Outcome.SignedIn(account, started.session(), code, started.deviceCookie()))
                .orElseGet(() -> new Outcome.DeviceNeeded(account));
    }
}
