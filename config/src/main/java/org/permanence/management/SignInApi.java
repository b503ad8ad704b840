package org.permanence.management;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.assistant.Login;
import org.permanence.people.InvitationToken;
import org.permanence.people.PeopleException;
import org.permanence.practice.PracticeId;
import org.permanence.signin.Enrolment;
import org.permanence.signin.Password;
import org.permanence.signin.PasswordRefusal;
import org.permanence.signin.RecoveryCode;
import org.permanence.signin.ServiceSignIn;
import org.permanence.signin.Session;
import org.permanence.signin.SessionId;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.SessionToken;
import org.permanence.signin.Sessions;
import org.permanence.signin.SignIn;
import org.permanence.signin.SignInAccount;
import org.permanence.signin.SignInService;
import org.permanence.signin.SignedInPerson;
import org.permanence.signin.StepUp;
import org.permanence.signin.code.CodeSignIn;
import org.permanence.signin.device.Client;
import org.permanence.text.EnumWords;
import tools.jackson.databind.JsonNode;

/// The sign-in of people at the command line, and their sessions.
public final class SignInApi {

    /// The first segment of the API's paths.
    static final String PATH = "sign-in";

    /// How long a session of the command line lasts.
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final String DEVICE = "cli";

    /// From where all commands come: the management port is bound to it.
    private static final InetAddress SOURCE = InetAddress.getLoopbackAddress();

    static final Client CLIENT = new Client.CommandLine(SOURCE);

    private final SignInService service;
    private final CodeSignIn codes;
    private final ServiceSignIn machines;
    private final Function<Login, List<PracticeId>> breakGlass;
    private final InstantSource clock;

    /// @param breakGlass the practices with break-glass access that the person is told of
    public SignInApi(
            SignInService service,
            CodeSignIn codes,
            ServiceSignIn machines,
            Function<Login, List<PracticeId>> breakGlass,
            InstantSource clock) {
        this.service = service;
        this.codes = codes;
        this.machines = machines;
        this.breakGlass = breakGlass;
        this.clock = clock;
    }

    /// The body of a POST is JSON. Secrets are only there, never in a path:
    ///
    /// - `sign-in`: `login`, `password`, `code`, and optionally `device`, the cookie of an earlier answer
    /// - `sign-in/code`: `login`, `code` that the console shows, and optionally `device`
    /// - `sign-in/challenge`: `login` of a machine
    /// - `sign-in/service`: `login`, `challenge`, and its `signature` in Base64
    /// - `sign-in/begin`: `token` of an invitation
    /// - `sign-in/accept`: `token`, `password`, `code`
    /// - `sign-in/step-up`: `session`, `code`; the answer has another secret of the session
    /// - `sign-in/sessions`: `session`, the secret of the sign-in
    /// - `sign-in/end`: `session`, and optionally `id` of another session of the person
    Reply handle(ApiRequest request) {
        try {
            JsonNode body = JsonBody.of(request);
            return switch (request.route()) {
                case "POST sign-in" -> signIn(body);
                case "POST sign-in/code" -> signInByCode(body);
                case "POST sign-in/challenge" -> challenge(body);
                case "POST sign-in/service" -> signInMachine(body);
                case "POST sign-in/begin" -> begin(body);
                case "POST sign-in/accept" -> accept(body);
                case "POST sign-in/step-up" -> stepUp(body);
                case "POST sign-in/sessions" -> withSession(body, this::listSessions);
                case "POST sign-in/end" -> withSession(body, signed -> end(signed, body));
                default -> Reply.unknownPath();
            };
        } catch (PeopleException refused) {
            return Reply.problem(
                    refused.refusal() == PeopleException.Refusal.NOT_PERMITTED ? 403 : 409,
                    String.valueOf(refused.getMessage()));
        }
    }

    private Reply signIn(JsonNode body) {
        var attempt = new SignIn.Attempt(
                JsonBody.text(body, "login"),
                Password.of(body.path("password").asString("")),
                body.path("code").asString(""),
                JsonBody.find(body, "device"),
                CLIENT,
                LIFETIME);
        return switch (service.signIn(attempt)) {
            case SignIn.Outcome.SignedIn signedIn -> Reply.ok(toJson(signedIn));
            case SignIn.Outcome.NotSignedIn _, SignIn.Outcome.DeviceNeeded _ ->
                Reply.problem(401, "not signed in (expected: your login, your password and a code not used before)");
            case SignIn.Outcome.TooFast(Duration retryAfter) -> tooFast(retryAfter);
            case SignIn.Outcome.Busy(Duration retryAfter) ->
                Reply.problem(
                        503,
                        "too many people sign in at the moment (expected: try again in " + wholeSeconds(retryAfter)
                                + " s)");
        };
    }

    private Reply signInByCode(JsonNode body) {
        var request = new SessionStarter.Request(JsonBody.find(body, "device"), CLIENT, LIFETIME);
        var outcome = codes.signIn(new Login(JsonBody.text(body, "login")), JsonBody.text(body, "code"), request);
        return switch (outcome) {
            case CodeSignIn.Outcome.SignedIn(var account, var started) ->
                Reply.ok(toJson(account, started.session(), started.deviceCookie()));
            case CodeSignIn.Outcome.NotSignedIn() ->
                Reply.problem(
                        401,
                        "not signed in (expected: your login, and a code that the console showed you less than two"
                                + " minutes ago, not used before)");
            case CodeSignIn.Outcome.TooFast(Duration retryAfter) -> tooFast(retryAfter);
        };
    }

    private Reply challenge(JsonNode body) {
        return Reply.ok(Map.of("challenge", machines.challenge(new Login(JsonBody.text(body, "login")))));
    }

    private Reply signInMachine(JsonNode body) {
        var attempt = new ServiceSignIn.Attempt(
                new Login(JsonBody.text(body, "login")),
                JsonBody.text(body, "challenge"),
                JsonBody.text(body, "signature"),
                SOURCE);
        return switch (machines.signIn(attempt, LIFETIME)) {
            case ServiceSignIn.Outcome.SignedIn(var started) -> Reply.ok(toJson(attempt.login(), started));
            case ServiceSignIn.Outcome.NotSignedIn() ->
                Reply.problem(401, "not signed in (expected: the login of an active machine, and its key)");
            case ServiceSignIn.Outcome.TooFast(Duration retryAfter) -> tooFast(retryAfter);
        };
    }

    private static Reply tooFast(Duration retryAfter) {
        return Reply.problem(429, "too many attempts (expected: the next one in " + wholeSeconds(retryAfter) + " s)");
    }

    private static long wholeSeconds(Duration time) {
        return Math.max(1, time.plusMillis(999).toSeconds());
    }

    private Reply begin(JsonNode body) {
        SignInService.Invited invited = service.begin(InvitationToken.parse(JsonBody.text(body, "token")));
        String login = invited.login().value();
        return Reply.ok(Map.of(
                "login", login,
                "seed", invited.seed().text(),
                "address", invited.seed().address(login)));
    }

    private Reply accept(JsonNode body) {
        Enrolment.Outcome outcome = service.accept(
                InvitationToken.parse(JsonBody.text(body, "token")),
                Password.of(body.path("password").asString("")),
                body.path("code").asString(""),
                DEVICE);
        return switch (outcome) {
            case Enrolment.Outcome.Enrolled(var codes) ->
                Reply.ok(Map.of(
                        "recovery-codes", codes.stream().map(RecoveryCode::text).toList()));
            case Enrolment.Outcome.PasswordRefused(var refusal) -> Reply.problem(409, problem(refusal));
            case Enrolment.Outcome.WrongCode() ->
                Reply.problem(409, "code: wrong (expected: the six digits that the app shows now for this account)");
            case Enrolment.Outcome.Busy() ->
                Reply.problem(503, "too many people sign in at the moment (expected: try again in 2 s)");
        };
    }

    private static String problem(PasswordRefusal refusal) {
        return "password: " + refusal.fault() + " (expected: " + refusal.expected() + ")";
    }

    private Reply stepUp(JsonNode body) {
        Optional<SessionToken> token = SessionToken.read(JsonBody.text(body, "session"));
        Optional<SignedInPerson> signed = token.flatMap(found -> service.find(found, CLIENT));
        return signed.map(found -> switch (service.stepUp(
                        found, token.orElseThrow(), body.path("code").asString(""))) {
                    case StepUp.Outcome.SteppedUp(var renewed) -> Reply.ok(toJson(renewed));
                    case StepUp.Outcome.Refused _ ->
                        Reply.problem(401, "code: wrong or used before (expected: the one that the app shows now)");
                    case StepUp.Outcome.TooFast(Duration retryAfter) -> tooFast(retryAfter);
                })
                .orElseGet(Reply::notSignedIn);
    }

    private Reply withSession(JsonNode body, Function<SignedInPerson, Reply> work) {
        return SessionToken.read(JsonBody.text(body, "session"))
                .flatMap(token -> service.find(token, CLIENT))
                .map(work)
                .orElseGet(Reply::notSignedIn);
    }

    private Reply listSessions(SignedInPerson signed) {
        if (signed.session().stateAt(clock.instant()) == Session.State.COVERED) {
            return Reply.problem(401, "idle for more than ten minutes (expected: permanence step-up)");
        }
        service.noteActivity(signed);
        return Reply.ok(service.ownSessions(signed).stream()
                .map(session -> toJson(session, signed.session().id()))
                .toList());
    }

    /// A covered session can still be ended.
    private Reply end(SignedInPerson signed, JsonNode body) {
        SessionId ended = JsonBody.find(body, "id")
                .map(SessionId::new)
                .orElse(signed.session().id());
        return service.end(signed, ended)
                ? Reply.ok(Map.of("ended", ended.value()))
                : Reply.problem(404, "session: unknown (expected: an id that permanence sessions lists)");
    }

    /// Has the secret of a session, as the answer to a sign-in.
    private static Map<String, Object> toJson(Sessions.Started renewed) {
        return Map.of(
                "session", renewed.token().text(),
                "fresh-until", seconds(renewed.session().factorAt().plus(Session.FACTOR_LIMIT)));
    }

    private Map<String, Object> toJson(SignIn.Outcome.SignedIn signedIn) {
        var json = toJson(signedIn.account(), signedIn.started(), signedIn.deviceCookie());
        json.put("code", EnumWords.of(signedIn.code()));
        return json;
    }

    private Map<String, Object> toJson(SignInAccount account, Sessions.Started started, String deviceCookie) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("login", account.login().value());
        json.put("session", started.token().text());
        json.put("ends-at", started.session().endsAt().toString());
        json.put("device", deviceCookie);
        json.put(
                "break-glass",
                breakGlass.apply(account.login()).stream()
                        .map(PracticeId::value)
                        .toList());
        return json;
    }

    private static Map<String, Object> toJson(Login login, Sessions.Started machine) {
        return Map.of(
                "login", login.value(),
                "session", machine.token().text(),
                "ends-at", machine.session().endsAt().toString());
    }

    private static Map<String, Object> toJson(Session session, SessionId own) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", session.id().value());
        json.put("this", session.id().equals(own));
        json.put("source", session.source().getHostAddress());
        json.put("started-at", seconds(session.startedAt()));
        json.put("active-at", seconds(session.activeAt()));
        json.put("ends-at", seconds(session.endsAt()));
        return json;
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    }
}
