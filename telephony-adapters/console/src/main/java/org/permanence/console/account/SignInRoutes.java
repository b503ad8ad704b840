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
import org.permanence.signin.Password;
import org.permanence.signin.SecondFactor;
import org.permanence.signin.Session;
import org.permanence.signin.SignIn;
import org.permanence.signin.SignInService;
import org.permanence.signin.StepUp;

/// The sign-in with both factors, the proof of one factor again, and the sign-out.
final class SignInRoutes {

    private final SignInService service;

    SignInRoutes(SignInService service) {
        this.service = service;
    }

    /// What a person types.
    ///
    /// @param code the one-time code or a recovery code
    record Attempt(
            @MaxBytes(64) String login,
            @MaxBytes(1024) String password,
            @MaxBytes(64) String code) {

        @Override
        public String toString() {
            return "[attempt]";
        }
    }

    /// @param code which code it was
    record SignedIn(String login, Instant endsAt, SecondFactor.Kind code) {}

    /// One factor again: it uncovers a session, and is fresh for deeds that need that.
    record Proof(@MaxBytes(64) String code) {

        @Override
        public String toString() {
            return "[proof]";
        }
    }

    /// @param freshUntil excluded
    record Proved(Instant freshUntil) {}

    List<ConsoleRoute<?, ?>> rows() {
        return List.of(
                ConsoleRoute.of(
                        Method.POST,
                        "/api/sign-in",
                        RouteAccess.OPEN,
                        new ConsoleRoute.Types<>(Attempt.class, SignedIn.class),
                        this::signIn),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/step-up",
                        RouteAccess.COVERED,
                        new ConsoleRoute.Types<>(Proof.class, Proved.class),
                        this::stepUp),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/sign-out",
                        RouteAccess.COVERED,
                        new ConsoleRoute.Types<>(Nothing.class, Nothing.class),
                        this::signOut));
    }

    private RouteAnswer<SignedIn> signIn(Visit visit, Attempt attempt) {
        SignIn.Outcome outcome = service.signIn(new SignIn.Attempt(
                attempt.login(),
                Password.of(attempt.password()),
                attempt.code(),
                visit.device(),
                visit.client(),
                Session.MAX_LIFETIME));
        return switch (outcome) {
            case SignIn.Outcome.SignedIn(var account, var started, var code, var device) -> {
                visit.session()
                        .ifPresent(earlier -> service.end(
                                earlier.person(), earlier.person().session().id()));
                yield new RouteAnswer<>(
                        new SignedIn(
                                account.login().value(),
                                OwnSession.seconds(started.session().endsAt()),
                                code),
                        List.of(ConsoleCookie.SESSION.set(started.token().text()), ConsoleCookie.DEVICE.set(device)));
            }
            case SignIn.Outcome.NotSignedIn _ -> throw new ProblemException(HttpProblem.of(ProblemType.NOT_SIGNED_IN));
            case SignIn.Outcome.DeviceNeeded _ -> throw new ProblemException(deviceNeeded());
            case SignIn.Outcome.TooFast(Duration retryAfter) ->
                throw new ProblemException(HttpProblem.later(ProblemType.TOO_FAST, retryAfter));
            case SignIn.Outcome.Busy(Duration retryAfter) ->
                throw new ProblemException(HttpProblem.later(ProblemType.UNAVAILABLE, retryAfter));
        };
    }

    /// Names the command that enrols.
    static HttpProblem deviceNeeded() {
        return HttpProblem.expected(
                ProblemType.DEVICE_NEEDED,
                "a certificate of yours in the browser: permanence device enrol LOGIN makes it");
    }

    /// The session goes on with another token.
    private RouteAnswer<Proved> stepUp(Visit visit, Proof proof) {
        ConsoleSession session = visit.session().orElseThrow();
        return answer(service.stepUp(session.person(), session.token(), proof.code()));
    }

    static RouteAnswer<Proved> answer(StepUp.Outcome outcome) {
        return switch (outcome) {
            case StepUp.Outcome.SteppedUp(var renewed) ->
                new RouteAnswer<>(
                        new Proved(
                                OwnSession.seconds(renewed.session().factorAt().plus(Session.FACTOR_LIMIT))),
                        List.of(ConsoleCookie.SESSION.set(renewed.token().text())));
            case StepUp.Outcome.Refused _ -> throw new ProblemException(HttpProblem.of(ProblemType.NOT_SIGNED_IN));
            case StepUp.Outcome.TooFast(Duration retryAfter) ->
                throw new ProblemException(HttpProblem.later(ProblemType.TOO_FAST, retryAfter));
        };
    }

    private RouteAnswer<Nothing> signOut(Visit visit, Nothing nothing) {
        var person = visit.session().orElseThrow().person();
        service.end(person, person.session().id());
        return new RouteAnswer<>(nothing, List.of(ConsoleCookie.SESSION.clear()));
    }
}
