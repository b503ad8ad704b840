package org.permanence.management;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Need;
import org.permanence.access.PracticeScope;
import org.permanence.audit.AuditException;
import org.permanence.http.HttpAnswer;
import org.permanence.http.HttpHead;
import org.permanence.http.HttpLimits;
import org.permanence.http.HttpReply;
import org.permanence.http.HttpServer;
import org.permanence.http.HttpService;
import org.permanence.management.Authorization.Ruling;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.RecordingException;
import org.permanence.recording.UnknownRecordingException;
import org.permanence.settings.ManagementSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP server of the management port. Every request needs the bearer token of `management.token-file`. Without
/// it `GET /ready` answers with its status only, for load balancers.
///
/// - `GET /metrics`, `GET /ready`
/// - with `actor`, `role` and `purpose` for the audit log: `GET /assistants`, `POST
/// /assistants/{login}/{login|logout|pause|ready}?reason=…`, `POST /assistants/{login}/transfer?line=…`
/// - the same: `GET /journal?practice=…&last=100`, `POST /calls/{call}/recording/{pause|resume}`, `POST
/// /audit/verify`
/// - the same: `GET /practices/{practice}`, `GET /practices/{practice}/versions`, `GET
/// /practices/{practice}/versions/{number}`, `POST /practices/{practice}/{apply|rollback}`
/// - the same: `GET /on-call/{practices|groups}/{name}/{lines?at=…|overrides}`, `POST
/// /on-call/{practices|groups}/{name}/overrides`, `POST /on-call/overrides/{id}/cancel`
/// - with `actor`, `role` and `purpose`, and optionally the header of [ReasonHeader]: `GET /recordings?practice=…`,
/// `GET /recordings/{id}/audio?practice=…`, `GET /recordings/{id}/export?practice=…&recipients=KEY,…`, `POST
/// /recordings/{id}/{verify|hold|release}?practice=…`, `GET /messages?practice=…`, `GET
/// /messages/{id}/audio?practice=…`, `POST /messages/{id}/{callback-number|acknowledge}?practice=…`, `POST
/// /patients/erase?practice=…`, `GET /blocked-numbers?practice=…`, `POST
/// /blocked-numbers/{practice}/{block|unblock}`, `POST /keys/{practice}/rotate`, `POST
/// /audit/export?from=…&to=…` (optionally `practice=…`: that practice's entries only)
/// - with `actor` only: `GET /people[/{login}]`, `POST /people/{first|invite}`, `POST
/// /people/{login}/{invite|give|take|rest|end-rest|leave|erase-name}`
/// - with a secret in the body: `POST /sign-in`, `POST /sign-in/{begin|accept|step-up|sessions|end}`
/// - with `actor`, `role` and `purpose`, which leave no entry: `GET /channels`, `GET /audit/state`
///
/// All requests but those without `role` are decided by the table of rights ([Authorization]), by the role that
/// they name. Those about people are decided by the account of the actor.
public final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JSON_TYPE = "application/json";
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MAX_BODY_BYTES = 1_000;
    /// The longest practice file, plus the overhead of JSON.
    private static final int MAX_PRACTICE_BYTES = 3 * 1024 * 1024;

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
    public ManagementServer(ManagementSettings settings, Apis apis, InstantSource clock) {
        this.apis = apis;
        this.authorization = new Authorization(clock);
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

    /// Answers a request of a route, if the table of rights permits it.
    private void answer(ApiRoute.Match match, ApiRequest request, HttpAnswer answer) {
        Ruling ruling;
        try {
            ruling = authorization.rule(match, request);
        } catch (IllegalArgumentException bad) {
            answer.send(json(Reply.problem(400, String.valueOf(bad.getMessage()))));
            return;
        }
        switch (ruling) {
            case Ruling.Refused refused -> {
                apis.records().enter(refused);
                answer.send(json(refused.reply()));
            }
            case Ruling.Permitted(Set<Need> needs, Optional<PracticeScope> scope) -> {
                ApiRequest permitted = request.within(scope);
                if (RecordsApi.isAudio(permitted)) {
                    sendAudio(permitted, answer);
                } else {
                    answer.send(json(perform(match, permitted, needs)));
                }
            }
        }
    }

    private Reply perform(ApiRoute.Match match, ApiRequest request, Set<Need> needs) {
        Optional<OperationEntry> entry = OperationEntry.of(match, request);
        Reply reply = perform(request, needs);
        if (reply.isDone()) {
            entry.map(OperationEntry::toAuditRequest).ifPresent(apis.records()::enter);
        }
        return reply;
    }

    private Reply perform(ApiRequest request, Set<Need> needs) {
        try {
            return switch (request.segment(0)) {
                case String first
                when RecordsApi.PATHS.contains(first) -> apis.records().handle(request);
                case PracticeApi.PATH -> apis.practices().handle(request);
                case OnCallApi.PATH -> apis.onCall().handle(request);
                default -> apis.operations().handle(request, needs);
            };
        } catch (StoreUnavailableException unavailable) {
            LOG.atWarn().setCause(unavailable).log("management.store-unavailable");
            return Reply.problem(503, "the database does not answer: see the log");
        }
    }

    /// A refusal before the first byte is an ordinary answer. A later fault closes the connection, and the client
    /// sees that the file is shorter than announced.
    private void sendAudio(ApiRequest request, HttpAnswer answer) {
        try {
            apis.records().sendAudio(request, bytes -> answer.begin("application/octet-stream", bytes));
        } catch (IllegalArgumentException bad) {
            sendProblem(answer, 400, bad);
        } catch (UnknownRecordingException unknown) {
            sendProblem(answer, 404, unknown);
        } catch (RecordingException refused) {
            sendProblem(answer, 409, refused);
        } catch (AuditException logUnavailable) {
            sendProblem(answer, 503, logUnavailable);
        }
    }

    private static void sendProblem(HttpAnswer answer, int status, RuntimeException cause) {
        if (answer.isBegun()) {
            throw cause;
        }
        answer.send(json(Reply.problem(status, String.valueOf(cause.getMessage()))));
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
            boolean allowed = guard.hasToken(head);
            if (!allowed && isGet(head, OperationsApi.READY_PATH)) {
                return new Admission.Answered(new HttpReply(apis.operations().readyStatus(), JSON_TYPE, ""));
            }
            return allowed
                    ? new Admission.Accepted(
                            head.target().startsWith("/" + PracticeApi.PATH + "/")
                                    ? MAX_PRACTICE_BYTES
                                    : MAX_BODY_BYTES)
                    : new Admission.Answered(json(Reply.problem(
                            401, "token: missing or wrong (expected: the token of management.token-file)")));
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
            } else if (isGet(head, OperationsApi.METRICS_PATH)) {
                answer.send(new HttpReply(200, METRICS_TYPE, apis.operations().metrics()));
            } else if (match.get().route().about() == ApiRoute.About.FIGURES) {
                answer.send(json(apis.operations().ready()));
            } else if (match.get().route().about() == ApiRoute.About.ACCOUNTS) {
                answer.send(json(perform(request, Set.of())));
            } else {
                answer(match.get(), request, answer);
            }
        }
    }
}
