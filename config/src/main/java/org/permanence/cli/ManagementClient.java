package org.permanence.cli;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.permanence.management.ReasonHeader;
import org.permanence.privacy.PersonalText;
import org.permanence.settings.ManagementSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// HTTP client of the running engine's management port. All methods throw [CommandException] with the engine's
/// problem text if the engine refuses, and if it does not answer.
final class ManagementClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /// The engine renders changed prompts before it publishes a practice.
    private static final Duration PROMPT_RENDERING_TIMEOUT = Duration.ofMinutes(3);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ManagementSettings settings;
    private final String auditQuery;
    private final Optional<PersonalText> reason;
    private final Duration timeout;

    ManagementClient(ManagementSettings settings) {
        this(settings, "", Optional.empty(), TIMEOUT);
    }

    private ManagementClient(
            ManagementSettings settings, String auditQuery, Optional<PersonalText> reason, Duration timeout) {
        this.settings = settings;
        this.auditQuery = auditQuery;
        this.reason = reason;
        this.timeout = timeout;
    }

    /// A client for records.
    ///
    /// @param auditQuery query parameters added to each path
    static ManagementClient audited(ManagementSettings settings, String auditQuery, Optional<PersonalText> reason) {
        return new ManagementClient(settings, auditQuery, reason, TIMEOUT);
    }

    /// A client that waits up to three minutes, while the engine renders prompts.
    static ManagementClient withLongTimeout(ManagementSettings settings) {
        return new ManagementClient(settings, "", Optional.empty(), PROMPT_RENDERING_TIMEOUT);
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString("")));
    }

    /// @param body content that must not be in a path, such as a caller's number
    JsonNode post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// Saves an answer that is not JSON.
    void download(String path, OutputFile file) {
        try {
            file.write(partFile -> download(path, partFile));
        } catch (IOException e) {
            throw new CommandException("--out: cannot be written (expected: a file in a writable directory)", e);
        }
    }

    private void download(String path, Path file) throws IOException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var response = client.send(
                    request(path).GET().build(),
                    responseInfo -> responseInfo.statusCode() < 400
                            ? BodySubscribers.mapping(
                                    BodySubscribers.ofFile(file, CREATE_NEW, WRITE), _ -> Optional.<String>empty())
                            : BodySubscribers.mapping(BodySubscribers.ofString(StandardCharsets.UTF_8), Optional::of));
            if (response.body().isPresent()) {
                throw new CommandException(
                        JSON.readTree(response.body().get()).path("problem").asString("refused"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        String query = auditQuery.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + auditQuery;
        var request = HttpRequest.newBuilder(URI.create("http://" + settings.address() + path + query))
                .timeout(timeout)
                .header("Authorization", "Bearer " + settings.token().read().text());
        reason.ifPresent(text -> request.header(ReasonHeader.NAME, ReasonHeader.encode(text)));
        return request;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var response = client.send(request.build(), BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() >= 400) {
                throw new CommandException(body.path("problem").asString("status " + response.statusCode()));
            }
            return body;
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
