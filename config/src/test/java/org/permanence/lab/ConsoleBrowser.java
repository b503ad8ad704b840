package org.permanence.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person's browser at the console: it trusts the installation's own authority, keeps the cookies, and sends the
/// headers that the console's pages send.
public final class ConsoleBrowser implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI console;
    private final HttpClient http;
    private final Map<String, String> cookies = new TreeMap<>();

    /// Waits until the console has started.
    ///
    /// @param authority the certificate that the console makes at its first start
    ConsoleBrowser(URI console, Path authority) {
        this.console = console;
        if (!LabInstallation.eventually(SOON, () -> Files.exists(authority))) {
            throw new LabException("console: not started (expected: its authority's certificate)");
        }
        http = HttpClient.newBuilder().sslContext(trusting(authority)).build();
        if (!LabInstallation.eventually(SOON, this::isListening)) {
            throw new LabException("console: not reached");
        }
    }

    /// What the console answers.
    ///
    /// @param content missing for an empty answer
    public record Answer(int status, JsonNode content, HttpClient.Version version) {}

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /// Sends the texts as a JSON object; an empty map as no content.
    public Answer post(String path, Map<String, String> content) {
        String body = content.isEmpty() ? "" : JSON.writeValueAsString(content);
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("X-Permanence", "1")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", console.toString())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(console.resolve(path)).timeout(SOON);
        if (!cookies.isEmpty()) {
            var header = new StringBuilder();
            cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                    .append(name)
                    .append('=')
                    .append(value));
            request.header("Cookie", header.toString());
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(
                    response.statusCode(),
                    response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body()),
                    response.version());
        } catch (IOException e) {
            throw new LabException("console: not reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("console: interrupted", e);
        }
    }

    private void keep(String cookie) {
        String pair = cookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        if (cookie.contains("Max-Age=0")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }

    private boolean isListening() {
        try {
            return get("/api/me").status() > 0;
        } catch (LabException _) {
            return false; // Not yet.
        }
    }

    private static SSLContext trusting(Path authority) {
        try (var file = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(file));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new LabException("console: authority not read", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
