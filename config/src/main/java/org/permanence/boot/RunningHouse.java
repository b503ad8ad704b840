package org.permanence.boot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.permanence.settings.ManagementSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The running engine, as the command line talks to it: by its management port, with its token.
final class RunningHouse {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ManagementSettings settings;

    RunningHouse(ManagementSettings settings) {
        this.settings = settings;
    }

    JsonNode get(String path) {
        return ask(request(path).GET());
    }

    JsonNode post(String path) {
        return ask(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + settings.address() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + settings.token().read().text());
    }

    private JsonNode ask(HttpRequest.Builder request) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() >= 400) {
                throw new BootException(body.path("problem").asString("status " + answer.statusCode()));
            }
            return body;
        } catch (IOException e) {
            throw new BootException(
                    "no engine at " + settings.address() + " (expected: a running one; start it: permanence run)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BootException("interrupted", e);
        }
    }
}
