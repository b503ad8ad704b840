package org.permanence.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The engine's management port.
public final class ManagementPort implements AutoCloseable {

    static final String TOKEN = "lab-token-of-no-value";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int port;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();

    public record Answer(int status, String body) {

        public boolean isRefused() {
            return status >= 400;
        }

        /// This answer.
        ///
        /// @throws LabException if it is a refusal
        public Answer orThrow() {
            if (isRefused()) {
                throw new LabException("management port: status %d%n%s".formatted(status, body));
            }
            return this;
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /// @param token of the port itself
    public ManagementPort(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /// What the engine says of its readiness, also if it is not ready.
    ///
    /// @throws LabException if the port is not open
    public JsonNode readiness() {
        return send("GET", "/ready", "").json();
    }

    /// A request that no person makes.
    Answer send(String method, String path, String body) {
        return send(method, path, body, token);
    }

    /// A request of the holder of this token.
    Answer send(String method, String path, String body, String bearer) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + bearer)
                            .timeout(Duration.ofSeconds(10))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new LabException("engine: management port not reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("engine: interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
