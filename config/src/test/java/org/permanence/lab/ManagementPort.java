package org.permanence.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The engine's management port. A request that names no actor is made by a supervisor, or by operations for the
/// journal and the channels.
final class ManagementPort implements AutoCloseable {

    static final String TOKEN = "lab-token-of-no-value";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    ManagementPort(int port) {
        this.port = port;
    }

    JsonNode get(String path) {
        return JSON.readTree(send(path, "GET"));
    }

    /// Refuses an answer that is a problem.
    void post(String path) {
        String answer = send(path, "POST");
        if (answer.contains("problem")) {
            throw new LabException(answer);
        }
    }

    /// The body of the answer, whatever its status.
    String send(String path, String method) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + withActor(path)))
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .timeout(Duration.ofSeconds(10))
                                    .method(method, HttpRequest.BodyPublishers.ofString(""))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new LabException("engine: management port not reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("engine: interrupted", e);
        }
    }

    private static String withActor(String path) {
        String role = path.matches("/(journal|channels)\\b.*") ? "operations" : "supervisor";
        return path.contains("actor=")
                ? path
                : path + (path.contains("?") ? "&" : "?") + "actor=lab&role=" + role + "&purpose=hoperat";
    }

    @Override
    public void close() {
        http.close();
    }
}
