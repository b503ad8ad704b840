package org.permanence.console.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.permanence.console.ConsoleCookie;
import org.permanence.console.ConsoleRoute;
import org.permanence.console.ConsoleRoute.Method;
import org.permanence.console.ConsoleRoute.Nothing;
import org.permanence.console.ConsoleSession;
import org.permanence.console.HttpProblem;
import org.permanence.console.MaxBytes;
import org.permanence.console.ProblemException;
import org.permanence.console.ProblemType;
import org.permanence.console.RouteAccess;
import org.permanence.console.RouteAnswer;
import org.permanence.console.Visit;
import org.permanence.signin.Session;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.SignInService;
import org.permanence.signin.StepUp;
import org.permanence.signin.passkey.PasskeyCredential;
import org.permanence.signin.passkey.PasskeyProof;
import org.permanence.signin.passkey.PasskeySignIn;

/// The sign-in and the step-up by passkey, each in two steps: a challenge, and what the authenticator signed.
final class PasskeySignInRoutes {

    private final SignInService service;
    private final PasskeyServices passkeys;

    PasskeySignInRoutes(SignInService service, PasskeyServices passkeys) {
        this.service = service;
        this.passkeys = passkeys;
    }

    /// What the browser's `navigator.credentials.get` gave, in base64url.
    ///
    /// @param challenge  of the first step
    /// @param credential the authenticator's id of the passkey
    record Assertion(
            @MaxBytes(128) String challenge,
            @MaxBytes(PasskeyCredential.MAX_ID) String credential,
            @MaxBytes(88) String userHandle,
            String browserData,
            @MaxBytes(2048) String authenticatorData,
            @MaxBytes(2048) String signature) {

        private PasskeyProof toProof() {
            return new PasskeyProof(challenge, credential, userHandle, browserData, authenticatorData, signature);
        }

        @Override
        public String toString() {
            return "[assertion]";
        }
    }

    record PasskeySignedIn(String login, Instant endsAt) {}

    List<ConsoleRoute<?, ?>> rows() {
        return List.of(
                ConsoleRoute.of(
                        Method.POST,
                        "/api/sign-in/passkey/options",
                        RouteAccess.OPEN,
                        new ConsoleRoute.Types<>(Nothing.class, PasskeyOptions.PasskeyRequest.class),
                        (_, _) -> RouteAnswer.of(
                                PasskeyOptions.request(passkeys.signIn().begin(), List.of(), passkeys.origin()))),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/sign-in/passkey",
                        RouteAccess.OPEN,
                        new ConsoleRoute.Types<>(Assertion.class, PasskeySignedIn.class),
                        this::signIn),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/step-up/passkey/options",
                        RouteAccess.COVERED,
                        new ConsoleRoute.Types<>(Nothing.class, PasskeyOptions.PasskeyRequest.class),
                        (visit, _) -> RouteAnswer.of(stepUpOptions(visit))),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/step-up/passkey",
                        RouteAccess.COVERED,
                        new ConsoleRoute.Types<>(Assertion.class, SignInRoutes.Proved.class),
                        this::stepUp));
    }

    private RouteAnswer<PasskeySignedIn> signIn(Visit visit, Assertion assertion) {
        var request = new SessionStarter.Request(visit.device(), visit.client(), Session.MAX_LIFETIME);
        return switch (passkeys.signIn().signIn(assertion.toProof(), request)) {
            case PasskeySignIn.Outcome.SignedIn(var account, var started) -> {
                visit.session()
                        .ifPresent(earlier -> service.end(
                                earlier.person(), earlier.person().session().id()));
                yield new RouteAnswer<>(
                        new PasskeySignedIn(
                                account.login().value(),
                                OwnSession.seconds(started.session().session().endsAt())),
                        List.of(
                                ConsoleCookie.SESSION.set(
                                        started.session().token().text()),
                                ConsoleCookie.DEVICE.set(started.deviceCookie())));
            }
            case PasskeySignIn.Outcome.DeviceNeeded() -> throw new ProblemException(SignInRoutes.deviceNeeded());
            case PasskeySignIn.Outcome.NotSignedIn() ->
                throw new ProblemException(HttpProblem.of(ProblemType.NOT_SIGNED_IN));
            case PasskeySignIn.Outcome.TooFast(Duration retryAfter) ->
                throw new ProblemException(HttpProblem.later(ProblemType.TOO_FAST, retryAfter));
        };
    }

    private PasskeyOptions.PasskeyRequest stepUpOptions(Visit visit) {
        var challenge =
                passkeys.signIn().beginStepUp(visit.session().orElseThrow().person());
        return PasskeyOptions.request(challenge.challenge(), challenge.passkeys(), passkeys.origin());
    }

    private RouteAnswer<SignInRoutes.Proved> stepUp(Visit visit, Assertion assertion) {
        ConsoleSession session = visit.session().orElseThrow();
        StepUp.Outcome outcome = passkeys.signIn().stepUp(session.person(), session.token(), assertion.toProof());
        return SignInRoutes.answer(outcome);
    }
}
