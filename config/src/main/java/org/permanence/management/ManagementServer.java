package org.permanence.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.permanence.audit.AuditException;
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
/// - the same: `GET /journal?last=100`, `POST /calls/{call}/recording/{pause|resume}`, `POST /audit/verify`
/// - the same: `GET /practices/{practice}`, `GET /practices/{practice}/versions`, `GET
/// /practices/{practice}/versions/{number}`, `POST /practices/{practice}/{apply|rollback}`
/// - the same: `GET /on-call/{practices|groups}/{name}/{lines?at=…|overrides}`, `POST
/// /on-call/{practices|groups}/{name}/overrides`, `POST /on-call/overrides/{id}/cancel`
/// - with `actor`, `role` and `purpose`, and optionally the header of [ReasonHeader]: `GET /recordings?practice=…`,
/// `GET /recordings/{id}/audio`, `GET /recordings/{id}/export?recipients=KEY,…`, `POST
/// /recordings/{id}/{verify|hold|release}`, `GET /messages?practice=…`, `GET /messages/{id}/audio`, `POST
/// /messages/{id}/{callback-number|acknowledge}`, `POST /patients/erase?practice=…`, `GET
/// /blocked-numbers?practice=…`, `POST /blocked-numbers/{practice}/{block|unblock}`, `POST
/// /keys/{practice}/rotate`, `POST /audit/export?from=…&to=…` (optionally `practice=…`: that practice's entries
/// only)
/// - without them: `GET /channels`, `GET /audit/state`
public final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JSON_TYPE = "application/json";
    private static final int MAX_BODY_BYTES = 1_000;
    /// The longest practice file, plus the overhead of JSON.
    private static final int MAX_PRACTICE_BYTES = 3 * 1024 * 1024;

    private final ManagementSettings settings;
    private final OperationsApi operations;
    private final RecordsApi records;
    private final PracticeApi practices;
    private final OnCallApi onCall;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

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
        this.settings = settings;
        this.operations = operations;
        this.records = records;
        this.practices = practices;
        this.onCall = onCall;
        var address = settings.address();
        try {
            this.server = HttpServer.create(new InetSocketAddress(address.host().name(), address.port()), 0);
        } catch (IOException e) {
            throw new ManagementException(
                    "management port: " + address + " is in use (expected: free; is another engine running?)", e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean allowed = isAllowed(exchange);
            if (!allowed && path.equals(OperationsApi.READY_PATH)) {
                exchange.sendResponseHeaders(operations.readyStatus(), -1);
            } else if (!allowed) {
                send(
                        exchange,
                        Reply.problem(401, "token: missing or wrong (expected: the token of management.token-file)"));
            } else if (path.equals(OperationsApi.METRICS_PATH)) {
                send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", operations.metrics());
            } else if (!ReasonHeader.isReadable(exchange)) {
                send(exchange, Reply.problem(400, "reason: unreadable (expected: base64url of UTF-8)"));
            } else if (RecordsApi.isAudio(path)) {
                sendAudio(exchange, path);
            } else {
                send(exchange, route(exchange, path));
            }
        } catch (RuntimeException fault) { // The server answers the next request.
            LOG.atError().setCause(fault).log("management.request-failed");
        }
    }

    private Reply route(HttpExchange exchange, String path) throws IOException {
        ApiRequest request = request(exchange, path);
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

    private static ApiRequest request(HttpExchange exchange, String path) throws IOException {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        int maxBytes = segments.getFirst().equals(PracticeApi.PATH) ? MAX_PRACTICE_BYTES : MAX_BODY_BYTES;
        return new ApiRequest(
                exchange.getRequestMethod(),
                segments,
                parameters(exchange),
                ReasonHeader.decode(exchange),
                // The rest of a longer body is ignored, which makes the JSON unreadable.
                new String(exchange.getRequestBody().readNBytes(maxBytes), StandardCharsets.UTF_8));
    }

    /// The query's parameters by name; the last one of each name.
    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> values = new HashMap<>();
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        for (String pair : query.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (nameAndValue.length == 2) {
                values.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private boolean isAllowed(HttpExchange exchange) {
        String presented = exchange.getRequestHeaders().getFirst("Authorization");
        String expected = "Bearer " + settings.token().read().text();
        return presented != null
                && MessageDigest.isEqual(
                        presented.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /// A refusal before the first byte is an ordinary answer. A later fault closes the connection, and the client
    /// sees that the file is shorter than announced.
    private void sendAudio(HttpExchange exchange, String path) throws IOException {
        try {
            records.sendAudio(request(exchange, path), bytes -> {
                exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
                exchange.sendResponseHeaders(200, bytes);
                return Channels.newChannel(exchange.getResponseBody());
            });
        } catch (RecordingException | IllegalArgumentException refused) {
            sendProblem(exchange, 409, refused);
        } catch (AuditException logUnavailable) {
            sendProblem(exchange, 503, logUnavailable);
        }
    }

    private static void sendProblem(HttpExchange exchange, int status, RuntimeException cause) throws IOException {
        if (exchange.getResponseCode() != -1) {
            throw cause;
        }
        send(exchange, Reply.problem(status, String.valueOf(cause.getMessage())));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        send(exchange, reply.status(), JSON_TYPE, JSON.writeValueAsString(reply.body()));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
