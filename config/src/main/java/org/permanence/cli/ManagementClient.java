package org.permanence.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.permanence.management.ReasonHeader;
import org.permanence.privacy.PersonalText;
import org.permanence.settings.ManagementSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// HTTP client of the running engine's management port. All methods throw [CommandException] with the engine's
/// problem text if the engine refuses, and if it does not answer.
public final class ManagementClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /// The engine renders changed prompts before it publishes a practice.
    private static final Duration PROMPT_RENDERING_TIMEOUT = Duration.ofMinutes(3);

    /// The status of a request that waits for a second person.
    private static final int WAITS = 202;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ManagementSettings settings;
    private final Optional<String> bearer;
    private final String query;
    private final Optional<PersonalText> reason;
    private final Duration timeout;

    private ManagementClient(
            ManagementSettings settings,
            Optional<String> bearer,
            String query,
            Optional<PersonalText> reason,
            Duration timeout) {
        this.settings = settings;
        this.bearer = bearer;
        this.query = query;
        this.reason = reason;
        this.timeout = timeout;
    }

    /// A client whose requests name no person: the engine knows them by a secret in the body.
    public static ManagementClient of(ManagementSettings settings) {
        return new ManagementClient(settings, Optional.empty(), "", Optional.empty(), TIMEOUT);
    }

    /// A client of the operator of this machine, who has the token of the management port.
    public static ManagementClient ofOperator(ManagementSettings settings) {
        String token = settings.token().read().text();
        return new ManagementClient(settings, Optional.of(token), "", Optional.empty(), TIMEOUT);
    }

    /// A client of a person who has signed in.
    ///
    /// @param session the secret of their session
    /// @param query query parameters added to each path
    public static ManagementClient signedIn(
            ManagementSettings settings, String session, String query, Optional<PersonalText> reason) {
        return new ManagementClient(settings, Optional.of(session), query, reason, TIMEOUT);
    }

    /// This client, but it waits up to three minutes, while the engine renders prompts.
    ManagementClient withLongTimeout() {
        return new ManagementClient(settings, bearer, query, reason, PROMPT_RENDERING_TIMEOUT);
    }

    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    public JsonNode post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString("")));
    }

    /// Sends a body.
    ///
    /// @param body content that must not be in a path, such as a caller's number
    public JsonNode post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// Sends a JSON object.
    ///
    /// @param body as the other [#post]; it may have secrets
    public JsonNode post(String path, Map<String, ?> body) {
        return post(path, JSON.writeValueAsString(body));
    }

    /// Copies an answer that is not JSON.
    ///
    /// @throws IOException if `out` cannot be written, or the engine stops in the middle of its answer
    void copy(String path, WritableByteChannel out) throws IOException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var response = exchange(client, request(path).GET(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() >= 400 || response.statusCode() == WAITS) {
                    throw problem(response.statusCode(), JSON.readTree(body));
                }
                body.transferTo(Channels.newOutputStream(out));
            }
        }
    }

    /// Copies sound to standard output, for a player.
    void listen(String path) {
        try {
            copy(path, Channels.newChannel(System.out));
        } catch (IOException closed) {
            throw new CommandException("standard output: closed (expected: a player, such as | aplay)", closed);
        }
    }

    private HttpRequest.Builder request(String path) {
        String suffix = query.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + query;
        var request = HttpRequest.newBuilder(URI.create("http://" + settings.address() + path + suffix))
                .timeout(timeout);
        bearer.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        reason.ifPresent(text -> request.header(ReasonHeader.NAME, ReasonHeader.encode(text)));
        return request;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var response = exchange(client, request, BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() >= 400 || response.statusCode() == WAITS) {
                throw problem(response.statusCode(), body);
            }
            return body;
        }
    }

    private static CommandException problem(int status, JsonNode body) {
        String text = body.path("problem").asString("status " + status);
        return status == WAITS ? CommandException.waits(text) : new CommandException(text);
    }

    private <T> HttpResponse<T> exchange(
            HttpClient client, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new CommandException(
                    "no engine at " + settings.address()
                            + " (expected: a running engine; start it with: permanence run)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }
}
