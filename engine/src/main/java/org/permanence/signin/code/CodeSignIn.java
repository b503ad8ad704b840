package org.permanence.signin.code;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.Principal;
import org.permanence.assistant.Login;
import org.permanence.audit.AuditGate;
import org.permanence.people.CurrentPeople;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.Sessions;
import org.permanence.signin.SignInAccount;
import org.permanence.signin.SignInEntries;
import org.permanence.signin.SignInThrottle;
import org.permanence.signin.SignedInPerson;
import org.permanence.signin.SourceNetwork;

/// Signs a person in at the command line who is signed in at the console, for example with a passkey:
///
/// 1. The console shows a code, if the person has proved a factor in the last five minutes.
/// 2. The person pastes it at the command line. It counts once, for two minutes, and only while the session at the
///    console goes on.
///
/// Attempts are limited like those by password. All methods throw
/// [org.permanence.queue.StoreUnavailableException] during an outage.
public final class CodeSignIn {

    /// The outcome of an attempt.
    public sealed interface Outcome {

        record SignedIn(SignInAccount account, SessionStarter.Started started) implements Outcome {}

        /// Unknown, used or late code, of another login, or of a session that has ended.
        record NotSignedIn() implements Outcome {}

        record TooFast(Duration retryAfter) implements Outcome {}
    }

    /// What the sign-in needs.
    public record Parts(
            CurrentPeople people,
            SignInThrottle throttle,
            SessionStarter starter,
            Sessions sessions,
            AuditGate audit) {}

    private final Parts parts;
    private final SignInEntries entries;
    private final GivenCodes codes;
    private final InstantSource clock;

    public CodeSignIn(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.entries = new SignInEntries(parts.audit());
        this.codes = new GivenCodes(clock);
        this.clock = clock;
    }

    /// A code for the command line; empty if the person has to prove a factor first.
    public Optional<ShownCode> give(SignedInPerson signed) {
        return signed.session().isFresh(clock.instant())
                ? Optional.of(
                        codes.give(signed.session().person(), signed.session().id()))
                : Optional.empty();
    }

    /// Checks a code and starts a session.
    public Outcome signIn(Login login, String code, SessionStarter.Request request) {
        parts.people().refresh();
        Optional<String> device = parts.starter().deviceOf(request.deviceCookie(), login.value());
        var source = SourceNetwork.of(request.client().source());
        Optional<Duration> wait = parts.throttle().admit(source, login.value(), device);
        if (wait.isPresent()) {
            return new Outcome.TooFast(wait.get());
        }
        Optional<SignInAccount> account = codes.use(code)
                .filter(this::goesOn)
                .flatMap(given -> parts.people().directory().find(given.person()))
                .filter(known -> known.person().login().equals(login))
                .map(known -> SignInAccount.of(known, clock.instant()))
                .filter(known -> known.role().isPresent()
                        && parts.starter().admits(known, request.client().source()));
        Optional<SessionStarter.Started> started =
                account.flatMap(known -> parts.starter().start(known, request, device));
        if (started.isEmpty()) {
            boolean isKnown = parts.people().directory().find(login).isPresent();
            entries.failed(
                    Principal.ENGINE,
                    isKnown ? login.value() : SignInEntries.UNKNOWN_LOGIN,
                    Map.of("what", "console-code"),
                    parts.throttle().failed(source, login.value(), device));
            return new Outcome.NotSignedIn();
        }
        parts.throttle().succeeded(login.value(), device);
        entries.signedIn(account.orElseThrow(), started.get().session().session(), "console");
        return new Outcome.SignedIn(account.get(), started.get());
    }

    private boolean goesOn(GivenCodes.Given given) {
        return parts.sessions().running(given.person()).stream()
                .anyMatch(session -> session.id().equals(given.session()));
    }
}
