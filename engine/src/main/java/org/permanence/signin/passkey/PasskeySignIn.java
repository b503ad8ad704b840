package org.permanence.signin.passkey;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.Principal;
import org.permanence.audit.AuditGate;
import org.permanence.people.CurrentPeople;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.SessionToken;
import org.permanence.signin.Sessions;
import org.permanence.signin.SignInAccount;
import org.permanence.signin.SignInEntries;
import org.permanence.signin.SignInThrottle;
import org.permanence.signin.SignedInPerson;
import org.permanence.signin.SourceNetwork;
import org.permanence.signin.StepUp;
import org.permanence.signin.device.Client;
import org.permanence.signin.device.ClientRules;
import org.permanence.text.EnumWords;

/// The sign-in and the step-up by passkey. The authenticator verifies its user, so one proof is both factors.
/// Attempts are limited like those by password.
///
/// All methods throw [org.permanence.queue.StoreUnavailableException] during an outage.
public final class PasskeySignIn {

    /// The outcome of an attempt.
    public sealed interface Outcome {

        record SignedIn(SignInAccount account, SessionStarter.Started started) implements Outcome {}

        /// Every other answer is the same for the client; the audit log has the reason.
        record NotSignedIn() implements Outcome {}

        /// The proof is right, and a role of the person needs an enrolled device.
        record DeviceNeeded() implements Outcome {}

        record TooFast(Duration retryAfter) implements Outcome {}
    }

    /// What an authenticator signs for a step-up.
    ///
    /// @param passkeys the authenticators' ids of the person's own
    public record StepUpChallenge(String challenge, List<String> passkeys) {

        public StepUpChallenge {
            passkeys = List.copyOf(passkeys);
        }
    }

    /// What the sign-in needs.
    public record Parts(
            CurrentPeople people,
            PasskeyStore store,
            PasskeyChallenges challenges,
            PasskeyCheck check,
            SignInThrottle throttle,
            SessionStarter starter,
            Sessions sessions,
            AuditGate audit) {}

    private static final PasskeyChallenges.Purpose SIGN_IN = new PasskeyChallenges.Purpose.SignIn();

    /// What the audit log calls the factor.
    private static final String CODE = "passkey";

    private final Parts parts;
    private final SignInEntries entries;
    private final InstantSource clock;

    public PasskeySignIn(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.entries = new SignInEntries(parts.audit());
        this.clock = clock;
    }

    /// A challenge for a sign-in, in base64url.
    public String begin() {
        return parts.challenges().give(SIGN_IN);
    }

    /// Checks a proof and starts a session.
    public Outcome signIn(PasskeyProof proof, SessionStarter.Request request) {
        parts.people().refresh();
        Optional<Passkey> known = parts.check().find(proof);
        Optional<SignInAccount> account = known.flatMap(
                        passkey -> parts.people().directory().find(passkey.person()))
                .map(found -> SignInAccount.of(found, clock.instant()));
        String login = account.map(found -> found.login().value()).orElse(SignInEntries.UNKNOWN_LOGIN);
        // Not the login: wrong passwords of strangers slow no passkey, which cannot be guessed.
        String subject = known.map(passkey -> "passkey " + passkey.id().value()).orElse("unknown passkey");
        Optional<String> device = parts.starter().deviceOf(request.deviceCookie(), login);
        var source = SourceNetwork.of(request.client().source());
        Optional<Duration> wait = parts.throttle().admit(source, subject, device);
        if (wait.isPresent()) {
            return new Outcome.TooFast(wait.get());
        }
        Optional<Map<String, String>> refusal = refusal(proof, known, account, request.client());
        if (refusal.isPresent()) {
            entries.failed(
                    Principal.ENGINE, login, refusal.get(), parts.throttle().failed(source, subject, device));
            return new Outcome.NotSignedIn();
        }
        parts.throttle().succeeded(subject, device);
        return start(account.orElseThrow(), request, device);
    }

    private Outcome start(SignInAccount account, SessionStarter.Request request, Optional<String> device) {
        Optional<SessionStarter.Started> started = parts.starter().start(account, request, device);
        if (started.isEmpty()) {
            entries.failed(
                    Principal.ENGINE,
                    account.login().value(),
                    SignInEntries.because(ClientRules.Refusal.DEVICE),
                    false);
            return new Outcome.DeviceNeeded();
        }
        entries.signedIn(account, started.get().session().session(), CODE);
        return new Outcome.SignedIn(account, started.get());
    }

    /// Why the proof starts no session, for the audit log.
    private Optional<Map<String, String>> refusal(
            PasskeyProof proof, Optional<Passkey> known, Optional<SignInAccount> account, Client client) {
        Optional<PasskeyFault> fault = parts.check().refusal(SIGN_IN, proof, known);
        if (fault.isPresent() || account.flatMap(SignInAccount::role).isEmpty()) {
            return Optional.of(Map.of("passkey", EnumWords.of(fault.orElse(PasskeyFault.UNKNOWN))));
        }
        return parts.starter().admits(account.get(), client.source())
                ? Optional.empty()
                : Optional.of(SignInEntries.because(ClientRules.Refusal.SOURCE));
    }

    /// A challenge for a step-up in a session, covered or not.
    public StepUpChallenge beginStepUp(SignedInPerson signed) {
        return new StepUpChallenge(
                parts.challenges()
                        .give(new PasskeyChallenges.Purpose.StepUp(
                                signed.session().id())),
                parts.store().ofPerson(signed.session().person()).stream()
                        .map(passkey -> passkey.credential().id())
                        .toList());
    }

    /// Checks a proof in a session: its last factor is then new.
    ///
    /// @param token of the session
    public StepUp.Outcome stepUp(SignedInPerson signed, SessionToken token, PasskeyProof proof) {
        String login = signed.login().value();
        Optional<String> device = Optional.of(signed.session().device());
        var source = SourceNetwork.of(signed.session().source());
        Optional<Duration> wait = parts.throttle().admit(source, login, device);
        if (wait.isPresent()) {
            return new StepUp.Outcome.TooFast(wait.get());
        }
        Optional<Passkey> own = parts.check()
                .find(proof)
                .filter(passkey -> passkey.person().equals(signed.session().person()));
        Optional<PasskeyFault> fault = parts.check()
                .refusal(new PasskeyChallenges.Purpose.StepUp(signed.session().id()), proof, own);
        if (fault.isPresent()) {
            boolean many = parts.throttle().failed(source, login, device);
            entries.failed(
                    signed.as(signed.highestRole()),
                    login,
                    Map.of("what", "step-up", "passkey", EnumWords.of(fault.get())),
                    many);
            return new StepUp.Outcome.Refused(many);
        }
        Optional<Sessions.Started> renewed = parts.sessions().renew(signed.session(), token);
        renewed.ifPresent(started -> {
            parts.throttle().succeeded(login, device);
            entries.steppedUp(signed, started.session(), Map.of("code", CODE));
        });
        return renewed.<StepUp.Outcome>map(StepUp.Outcome.SteppedUp::new)
                .orElseGet(() -> new StepUp.Outcome.Refused(false));
    }
}
