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
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The running engine, as the command line talks to it: by its management port, with its token.
final class ManagementClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /// What callers hear is spoken anew before a change is valid.
    private static final Duration PROMPT_RENDERING_TIMEOUT = Duration.ofMinutes(3);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ManagementSettings settings;
    private final Optional<PersonalText> reason;
    private final Duration timeout;

    ManagementClient(ManagementSettings settings) {
        this(settings, Optional.empty());
    }

    /// @param reason why somebody asks
    ManagementClient(ManagementSettings settings, Optional<PersonalText> reason) {
        this(settings, reason, TIMEOUT);
    }

    private ManagementClient(ManagementSettings settings, Optional<PersonalText> reason, Duration timeout) {
        this.settings = settings;
        this.reason = reason;
        this.timeout = timeout;
    }

    /// For what takes as long as it takes.
    static ManagementClient withLongTimeout(ManagementSettings settings) {
        return new ManagementClient(settings, Optional.empty(), PROMPT_RENDERING_TIMEOUT);
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /// @param body what must not stand in a path
    JsonNode post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// Saves what is not JSON into a new file, and says so.
    void download(String path, OutputFile file, CommandSpec spec) {
        try {
            file.write(partFile -> download(path, partFile));
        } catch (IOException e) {
            throw new CommandException("--out: cannot be written (expected: a file in a folder of yours)", e);
        }
        spec.commandLine().getOut().println("wrote " + file.path());
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
        var request = HttpRequest.newBuilder(URI.create("http://" + settings.address() + path))
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
                    "no engine at " + settings.address() + " (expected: a running one; start it: permanence run)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }
}
