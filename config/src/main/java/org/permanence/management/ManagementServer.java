package org.permanence.management;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.permanence.audit.AuditException;
import org.permanence.http.HttpAnswer;
import org.permanence.http.HttpHead;
import org.permanence.http.HttpLimits;
import org.permanence.http.HttpReply;
import org.permanence.http.HttpServer;
import org.permanence.http.HttpService;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.RecordingException;
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
/// - with `actor` only: `GET /people[/{login}]`, `POST /people/{first|invite|accept}`, `POST
/// /people/{login}/{invite|give|take|rest|end-rest|leave|erase-name}`
/// - without them: `GET /channels`, `GET /audit/state`
public final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JSON_TYPE = "application/json";
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MAX_BODY_BYTES = 1_000;
    /// The longest practice file, plus the overhead of JSON.
    private static final int MAX_PRACTICE_BYTES = 3 * 1024 * 1024;

    private final OperationsApi operations;
    private final RecordsApi records;
    private final PracticeApi practices;
    private final OnCallApi onCall;
    private final HttpServer server;

    /// Loads the classes that the first answer needs, so that it is as fast as later answers.
    public static void preload() {
        var _ = JSON.writeValueAsString(Map.of("ready", false));
    }

    /// Binds the port. No request is answered before [#start].
    ///
    /// @throws ManagementException if the port is taken
    public ManagementServer(
            ManagementSettings settings,
            OperationsApi operations,
            RecordsApi records,
            PracticeApi practices,
            OnCallApi onCall) {
        this.operations = operations;
        this.records = records;
        this.practices = practices;
        this.onCall = onCall;
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

    private Reply route(ApiRequest request) {
        Optional<OperationEntry> entry;
        try {
            entry = OperationEntry.of(request);
        } catch (IllegalArgumentException noPerson) {
            return Reply.problem(400, String.valueOf(noPerson.getMessage()));
        }
        Reply reply = perform(request);
        if (reply.isDone()) {
            entry.map(OperationEntry::toAuditRequest).ifPresent(records::enter);
        }
        return reply;
    }

    private Reply perform(ApiRequest request) {
        try {
            return switch (request.segment(0)) {
                case String first when RecordsApi.PATHS.contains(first) -> records.handle(request);
                case PracticeApi.PATH -> practices.handle(request);
                case OnCallApi.PATH -> onCall.handle(request);
                default -> operations.handle(request);
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
            records.sendAudio(request, bytes -> answer.begin("application/octet-stream", bytes));
        } catch (IllegalArgumentException bad) {
            sendProblem(answer, 400, bad);
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
                return new Admission.Answered(new HttpReply(operations.readyStatus(), JSON_TYPE, ""));
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
            if (isGet(head, OperationsApi.METRICS_PATH)) {
                answer.send(new HttpReply(200, METRICS_TYPE, operations.metrics()));
            } else if (RecordsApi.isAudio(request)) {
                sendAudio(request, answer);
            } else {
                answer.send(json(route(request)));
            }
        }
    }
}
