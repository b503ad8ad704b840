package org.permanence.management;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Deed;
import org.permanence.approval.BodyParameters;
import org.permanence.http.HttpAnswer;
import org.permanence.http.HttpHead;
import org.permanence.http.HttpLimits;
import org.permanence.http.HttpReply;
import org.permanence.http.HttpServer;
import org.permanence.http.HttpService;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.ManagementSettings;
import org.permanence.signin.SessionToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP server of the management port. A request needs the session of a person who has signed in, as a bearer
/// token. The token of `management.token-file` opens the figures and the first account, and nothing else. Without
/// both, `GET /ready` answers with its status only, for load balancers.
///
/// - with the token: `GET /metrics`, `GET /ready`, `POST /people/first`
/// - with a session, and optionally a `purpose`: `GET /assistants`, `POST
/// /assistants/{login}/{login|logout|pause|ready}?reason=…`, `POST /assistants/{login}/transfer?line=…`
/// - the same: `GET /journal?practice=…&last=100`, `POST /calls/{call}/recording/{pause|resume}`, `POST
/// /audit/verify`, `POST /calls/{call}/note`
/// - the same: `GET /practices/{practice}`, `GET /practices/{practice}/versions`, `GET
/// /practices/{practice}/versions/{number}`, `POST /practices/{practice}/{apply|rollback}`
/// - the same: `GET /on-call/{practices|groups}/{name}/{lines?at=…|overrides}`, `POST
/// /on-call/{practices|groups}/{name}/overrides`, `POST /on-call/overrides/{id}/cancel`
/// - the same, and optionally the header of [ReasonHeader]: `GET /recordings?practice=…`,
/// `GET /recordings/{id}/{audio|stream}?practice=…`, `GET /recordings/{id}/export?practice=…&recipients=KEY,…`,
/// `POST /recordings/{id}/{verify|hold|release}?practice=…`, `GET /messages?practice=…`, `GET
/// /messages/{id}/{audio|stream}?practice=…`, `GET /messages/{id}/export?practice=…&recipients=KEY,…`, `POST
/// /messages/{id}/{callback-number|acknowledge}?practice=…`, `GET
/// /notes?practice=…`, `GET /notes/{id}/text?practice=…`, `POST
/// /patients/erase?practice=…`, `GET /blocked-numbers?practice=…`, `POST
/// /blocked-numbers/{practice}/{block|unblock}`, `POST /keys/{practice}/rotate`, `GET
/// /audit/export?from=…&until=…` (optionally `practice=…` and `transfers=true`), `GET
/// /audit/certificate?practice=…&from=…&until=…`, `GET /audit/own?last=…`
/// - with a session: `GET /people[/{login}]`, `POST /people/invite`, `POST
/// /people/{login}/{invite|service|give|take|rest|end-rest|leave|erase-name|reset-factors}`, `GET
/// /approvals[/{id}]`, `POST /approvals/{id}/{give|refuse}`, `GET /break-glass[/{id}]`, `POST
/// /break-glass/{id}/review?verdict=…`, `POST /break-glass/practices/{practice}` with the header of [ReasonHeader]
/// - with a secret in the body: `POST /sign-in`, `POST
///   /sign-in/{code|begin|accept|challenge|service|step-up|sessions|end}`
/// - with a session, and they leave no entry: `GET /channels`, `GET /audit/state`
///
/// The table of rights decides about the requests with a session, by the rights of the person ([Authorization]).
/// A request that needs a second person is answered with 202 until one has approved it: repeat it then.
public final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JSON_TYPE = "application/json";
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String BYTES_TYPE = "application/octet-stream";
    private static final int MAX_BODY_BYTES = 1_000;
    /// A clinical note, and one byte that shows that it is too long.
    private static final int MAX_NOTE_BYTES = 8_193;
    private static final Reply NO_TOKEN =
            Reply.problem(401, "token: missing or wrong (expected: the token of management.token-file)");
    /// The longest practice file, plus the overhead of JSON.
    private static final int MAX_PRACTICE_BYTES = 3 * 1024 * 1024;
    /// What requests with a long text begin with.
    private static final Set<String> TEXT_PATHS = Set.of("/practices/", "/agreements/", "/instructions/");

    private final Apis apis;
    private final Authorization authorization;
    private final HttpServer server;

    /// Loads the classes that the first answer needs, so that it is as fast as later answers.
    public static void preload() {
        var _ = JSON.writeValueAsString(Map.of("ready", false));
    }

    /// The parts of the API.
    public record Apis(OperationsApi operations, RecordsApi records, PracticeApi practices, OnCallApi onCall) {}

    /// Binds the port. No request is answered before [#start].
    ///
    /// @throws ManagementException if the port is taken
    public ManagementServer(ManagementSettings settings, Apis apis, Authorization authorization) {
        this.apis = apis;
        this.authorization = authorization;
        var address = settings.address();
        try {
            this.server = new HttpServer(
                    "management",
                    new InetSocketAddress(address.host().name(), address.port()),
                    HttpLimits.DEFAULTS,
                    new Service(new RequestGuard(settings)));
        } catch (IOException e) {
            throw new ManagementException(
                    "management port: " + address + " is in use (expected: free; is another engine running?)", e);
        }
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    /// Answers a request of a route, if the table of rights permits it to the person.
    private void answer(ApiRoute.Match match, ApiRequest request, Optional<SessionToken> session, HttpAnswer answer) {
        Ruling ruling;
        try {
            ruling = authorization.rule(match, request, session);
        } catch (IllegalArgumentException bad) {
            answer.send(json(Reply.problem(400, String.valueOf(bad.getMessage()))));
            return;
        }
        switch (ruling) {
            case Ruling.NotSignedIn(Reply reply) -> answer.send(json(reply));
            case Ruling.Refused refused -> {
                apis.records().enter(refused);
                answer.send(json(refused.reply()));
            }
            case Ruling.Permitted(Permission permission) -> {
                ApiRequest permitted = request.permitted(permission);
                Optional<Map<String, String>> shorter = apis.practices().shorterRetention(permitted);
                if (shorter.isPresent() && match.route().deed() != Deed.SHORTEN_RETENTION) {
                    // Both deeds have to be permitted.
                    answer(match.as(Deed.SHORTEN_RETENTION), request, session, answer);
                    return;
                }
                Optional<Reply> waits = apis.records()
                        .askSecondPerson(
                                match, permitted, shorter.orElseGet(() -> BodyParameters.of(permitted.body())));
                if (waits.isPresent()) {
                    answer.send(json(waits.get()));
                } else if (RecordsApi.isContent(permitted)) {
                    sendContent(permitted, answer);
                } else {
                    answer.send(json(perform(match, permitted)));
                }
            }
        }
    }

    private Reply perform(ApiRoute.Match match, ApiRequest request) {
        Optional<OperationEntry> entry = OperationEntry.of(match, request);
        Reply reply = perform(request);
        if (reply.isDone()) {
            entry.map(OperationEntry::toAuditRequest).ifPresent(apis.records()::enter);
        }
        return reply;
    }

    private Reply perform(ApiRequest request) {
        return switch (request.segment(0)) {
            case String first
            when RecordsApi.PATHS.contains(first) -> apis.records().handle(request);
            case PracticeApi.PATH -> apis.practices().handle(request);
            case OnCallApi.PATH -> apis.onCall().handle(request);
            default -> apis.operations().handle(request);
        };
    }

    /// A refusal before the first byte is an ordinary answer. A later fault closes the connection, and the client
    /// sees that the file is shorter than announced.
    private void sendContent(ApiRequest request, HttpAnswer answer) {
        Optional<Reply> refusal = apis.records().refuseContent(request);
        if (refusal.isPresent()) {
            answer.send(json(refusal.get()));
            return;
        }
        try {
            apis.records()
                    .sendContent(
                            request,
                            bytes -> bytes.isPresent()
                                    ? answer.begin(BYTES_TYPE, bytes.getAsLong())
                                    : answer.begin(BYTES_TYPE));
        } catch (RuntimeException thrown) {
            if (answer.isBegun()) {
                throw thrown;
            }
            answer.send(json(RecordsApi.problem(thrown)));
        }
    }

    private static HttpReply json(Reply reply) {
        return new HttpReply(reply.status(), JSON_TYPE, JSON.writeValueAsString(reply.body()));
    }

    private final class Service implements HttpService {

        private final RequestGuard guard;

        private Service(RequestGuard guard) {
            this.guard = guard;
        }

        @Override
        public Admission admit(HttpHead head) {
            Optional<Reply> foreign = guard.refuseForeign(head);
            if (foreign.isPresent()) {
                return new Admission.Answered(json(foreign.get()));
            }
            boolean hasSession = guard.session(head).isPresent();
            if (hasSession || isSignIn(head) || guard.hasToken(head)) {
                return new Admission.Accepted(hasSession ? maxBytes(head.target()) : MAX_BODY_BYTES);
            }
            return new Admission.Answered(
                    isGet(head, OperationsApi.READY_PATH)
                            ? new HttpReply(apis.operations().readyStatus(), JSON_TYPE, "")
                            : json(Reply.notSignedIn()));
        }

        private static int maxBytes(String target) {
            if (TEXT_PATHS.stream().anyMatch(target::startsWith)) {
                return MAX_PRACTICE_BYTES;
            }
            return target.startsWith("/calls/") ? MAX_NOTE_BYTES : MAX_BODY_BYTES;
        }

        private static boolean isSignIn(HttpHead head) {
            return head.target().equals("/" + SignInApi.PATH) || head.target().startsWith("/" + SignInApi.PATH + "/");
        }

        private static boolean isGet(HttpHead head, String path) {
            String asked = head.target().replaceFirst("\\?.*$", "");
            return asked.equals(path)
                    && (head.method().equals("GET") || head.method().equals("HEAD"));
        }

        @Override
        public void serve(HttpHead head, byte[] body, HttpAnswer answer) {
            ApiRequest request;
            try {
                request = ApiRequests.read(head, body);
            } catch (IllegalArgumentException unreadable) {
                answer.send(json(Reply.problem(400, String.valueOf(unreadable.getMessage()))));
                return;
            }
            Optional<ApiRoute.Match> match = ApiRoutes.find(request);
            if (match.isEmpty()) {
                answer.send(json(Reply.unknownPath()));
                return;
            }
            try {
                switch (match.get().route().about()) {
                    case ENGINE -> answer.send(guard.hasToken(head) ? ofEngine(head, request) : json(NO_TOKEN));
                    case SIGN_IN -> answer.send(json(perform(request)));
                    default -> answer(match.get(), request, guard.session(head), answer);
                }
            } catch (StoreUnavailableException unavailable) {
                if (answer.isBegun()) {
                    throw unavailable;
                }
                LOG.atWarn().setCause(unavailable).log("management.store-unavailable");
                answer.send(json(Reply.problem(503, "the database does not answer: see the log")));
            }
        }

        private HttpReply ofEngine(HttpHead head, ApiRequest request) {
            if (isGet(head, OperationsApi.METRICS_PATH)) {
                return new HttpReply(200, METRICS_TYPE, apis.operations().metrics());
            }
            return json(
                    isGet(head, OperationsApi.READY_PATH) ? apis.operations().ready() : perform(request));
        }
    }
}
