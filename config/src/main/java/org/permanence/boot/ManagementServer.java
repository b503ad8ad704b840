package org.permanence.boot;

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
import org.permanence.boot.OperationsApi.Reply;
import org.permanence.management.ManagementException;
import org.permanence.management.ReasonHeader;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.RecordingException;
import org.permanence.settings.ManagementSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The management port, on loopback: metrics and health for everybody on this machine, the rest for who has the
/// token.
///
/// - `GET /metrics`, `GET /ready`
/// - `GET /assistants`, `POST /assistants/{login}/{login|logout|pause|ready}?reason=…`,
/// `POST /assistants/{login}/transfer?line=…`
/// - `GET /journal?last=100`
/// - `GET /practices/{practice}`, `GET /practices/{practice}/versions`, `GET
/// /practices/{practice}/versions/{number}`, `POST /practices/{practice}/{apply|rollback}`
/// - `GET /on-call/{practices|groups}/{name}/{who?at=…|list}`, `POST /on-call/{practices|groups}/{name}/replace`,
/// `POST /on-call/cancel/{id}`
/// - `GET /recordings?practice=…`, `GET /recordings/{id}/sound`, `POST /recordings/{id}/{verify|hold|release}`,
/// `GET /messages?practice=…`, `GET /messages/{id}/sound`, `POST /messages/{id}/{number|acknowledge}`,
/// `POST /calls/{call}/{pause|resume}`, `POST /patients?practice=…`, `GET /numbers?practice=…`,
/// `POST /numbers/{practice}/{block|unblock}`, `POST /keys/{practice}/rotate`, `GET /audit`,
/// `POST /audit/export?from=…&to=…` (and `practice=…`, of one): each with `by`, `role`, `purpose`
final class ManagementServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEFAULT_ENTRIES = 100;
    private static final int MAX_BODY_BYTES = 1_000;
    /// A practice's file of the greatest length, and what JSON adds to it.
    private static final int MAX_PRACTICE_BYTES = 3 * 1024 * 1024;

    private final ManagementSettings settings;
    private final OperationsApi operations;
    private final RecordingsApi recordings;
    private final PracticeApi practiceApi;
    private final OnCallApi onCallApi;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /// Loads what answers will need; without it, the first one takes the time of it.
    static void preload() {
        var _ = JSON.writeValueAsString(Map.of("ready", false));
    }

    /// @throws ManagementException if the port is taken
    ManagementServer(
            ManagementSettings settings,
            OperationsApi operations,
            RecordingsApi recordings,
            PracticeApi practiceApi,
            OnCallApi onCallApi) {
        this.settings = settings;
        this.operations = operations;
        this.recordings = recordings;
        this.practiceApi = practiceApi;
        this.onCallApi = onCallApi;
        var address = settings.address();
        try {
            this.server = HttpServer.create(new InetSocketAddress(address.host().name(), address.port()), 0);
        } catch (IOException e) {
            throw new ManagementException(
                    "management port: " + address + " is taken (expected: free; does a house run already?)", e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
    }

    void start() {
        server.start();
    }

    int port() {
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
            if (path.equals("/metrics")) {
                send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", operations.metrics());
                return;
            }
            if (!ReasonHeader.isReadable(exchange)) {
                var unreadable = Reply.problem(400, "reason: unreadable (expected: base64url of UTF-8)");
                send(exchange, unreadable.status(), "application/json", JSON.writeValueAsString(unreadable.body()));
                return;
            }
            if (isAudio(path) && isAllowed(exchange)) {
                sendAudio(exchange, path.split("/", -1));
                return;
            }
            Reply reply = path.equals("/ready") || isAllowed(exchange) ? route(exchange, path) : unauthorized();
            send(exchange, reply.status(), "application/json", JSON.writeValueAsString(reply.body()));
        } catch (RuntimeException fault) { // The end of this exchange: the next one must be answered.
            LOG.atError().setCause(fault).log("management.failed");
        }
    }

    private static boolean isAudio(String path) {
        return path.matches("/(recordings|messages)/[^/]+/sound");
    }

    private Reply route(HttpExchange exchange, String path) throws IOException {
        String[] parts = path.substring(1).split("/", -1);
        String method = exchange.getRequestMethod();
        try {
            if (method.equals("POST") && parts.length == 3 && parts[0].equals("assistants")) {
                return operations.perform(parts[1], parts[2], parameters(exchange));
            }
            if (RecordingsApi.PATHS.contains(parts[0])) {
                return recordings.handle(
                        method, List.of(parts), accessParameters(exchange), body(exchange, MAX_BODY_BYTES));
            }
            if (parts[0].equals(PracticeApi.PATH)) {
                return practiceApi.handle(method, List.of(parts), body(exchange, MAX_PRACTICE_BYTES));
            }
            if (parts[0].equals(OnCallApi.PATH)) {
                return onCallApi.handle(method, List.of(parts), parameters(exchange), body(exchange, MAX_BODY_BYTES));
            }
            if (method.equals("GET") && parts.length == 1) {
                return switch (parts[0]) {
                    case "ready" -> operations.ready();
                    case "assistants" -> operations.assistants();
                    case "channels" -> operations.channels();
                    case "journal" -> operations.journal(journalLimit(exchange));
                    default -> Reply.problem(404, "path: unknown");
                };
            }
            return Reply.problem(404, "path: unknown");
        } catch (StoreUnavailableException unavailable) {
            LOG.atWarn().setCause(unavailable).log("management.store-away");
            return Reply.problem(503, "the database does not answer: see the log");
        }
    }

    /// No more of it than `most` bytes: what is cut off is not understood.
    private static String body(HttpExchange exchange, int maxBytes) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(maxBytes), StandardCharsets.UTF_8);
    }

    private static int journalLimit(HttpExchange exchange) {
        return parameter(exchange, "last")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Integer::parseInt)
                .orElse(DEFAULT_ENTRIES);
    }

    private static Optional<String> parameter(HttpExchange exchange, String name) {
        return Optional.ofNullable(parameters(exchange).get(name));
    }

    /// The parameters by name; of one that is given twice, the last.
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

    /// The query parameters and the reason of the header; a reason in the query is ignored.
    private static Map<String, String> accessParameters(HttpExchange exchange) {
        Map<String, String> values = parameters(exchange);
        values.remove(RecordingsApi.REASON);
        ReasonHeader.decode(exchange).ifPresent(reason -> values.put(RecordingsApi.REASON, reason));
        return values;
    }

    private boolean isAllowed(HttpExchange exchange) {
        String presented = exchange.getRequestHeaders().getFirst("Authorization");
        String expected = "Bearer " + settings.token().read().text();
        return presented != null
                && MessageDigest.isEqual(
                        presented.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply unauthorized() {
        return Reply.problem(401, "token: missing or wrong (expected: that of management.token-file)");
    }

    /// Refused before the first byte, it is an answer like any other; a fault later ends the connection, and the
    /// file is short of what was promised.
    private void sendAudio(HttpExchange exchange, String[] path) throws IOException {
        try {
            recordings.sendAudio(path[1], path[2], accessParameters(exchange), bytes -> {
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
        Reply reply = Reply.problem(status, String.valueOf(cause.getMessage()));
        send(exchange, reply.status(), "application/json", JSON.writeValueAsString(reply.body()));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
