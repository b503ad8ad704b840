package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConsoleTlsTest {

    private static final ConsoleOrigin ORIGIN = ConsoleOrigin.parse("https://localhost");

    @TempDir
    Path directory;

    private ConsoleServer server;
    private TlsIdentity identity;

    @BeforeEach
    void start() throws IOException {
        identity = new InstallationCertificate(directory.resolve("tls"), ORIGIN).current(Instant.now());
        server = new ConsolePages()
                .start(
                        new ConsoleServerSettings(
                                ORIGIN,
                                ConsolePages.LOOPBACK,
                                ConsolePages.NO_PROXIES,
                                ConsoleLimits.DEFAULTS,
                                Optional.empty()),
                        Optional.of(identity));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_2", "HTTP_1_1"})
    void clientThatTrustsTheAuthorityIsServed(String version) throws Exception {
        var answer = get(HttpClient.Version.valueOf(version), identity.chain().getLast());

        assertEquals(HttpClient.Version.valueOf(version), answer.version());
        // The client cannot send another Host than the port it connects to, so the answer is a refusal by the
        // server.
        assertEquals(403, answer.statusCode());
        assertEquals(
                "max-age=31536000",
                answer.headers().firstValue("Strict-Transport-Security").orElse(""));
        new SecurityHeaders(true)
                .all()
                .forEach((name, value) ->
                        assertEquals(value, answer.headers().firstValue(name).orElse(""), name));
    }

    @Test
    void newCertificateIsServedWithoutARestart() throws Exception {
        var later = new InstallationCertificate(directory.resolve("other"), ORIGIN).current(Instant.now());

        server.use(later);

        assertEquals(
                403, get(HttpClient.Version.HTTP_2, later.chain().getLast()).statusCode());
        assertThrows(
                SSLHandshakeException.class,
                () -> get(HttpClient.Version.HTTP_2, identity.chain().getLast()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void currentVersionsOfTlsAreSpoken(String version) throws Exception {
        assertEquals(version, handshake(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void oldVersionsOfTlsAreRefused(String version) {
        assertThrows(IOException.class, () -> handshake(version));
    }

    @Test
    void plainHttpOnTheSecurePortIsNotServed() throws IOException {
        try (var client = new ConsoleClient(server.port())) {
            try {
                var answer = client.get("/page");
                assertTrue(answer.text().isEmpty() || !answer.text().contains("200 OK"), answer.text());
            } catch (IOException _) {
                // Reset: not served either.
            }
        }
    }

    @Test
    void plainHttpIsForLoopbackOnly() {
        assertThrows(IllegalArgumentException.class, () -> ConsoleOrigin.parse("http://console.example.fr"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ConsoleServerSettings(
                        ConsoleOrigin.parse("http://localhost:8080"),
                        new InetSocketAddress("0.0.0.0", 8080),
                        ConsolePages.NO_PROXIES,
                        ConsoleLimits.DEFAULTS,
                        Optional.empty()));
    }

    private HttpResponse<String> get(HttpClient.Version version, X509Certificate trusted) throws Exception {
        try (var client = HttpClient.newBuilder()
                .sslContext(TlsClients.trusting(trusted))
                .version(version)
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/page"))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private String handshake(String version) throws Exception {
        try (var socket = (SSLSocket) TlsClients.trusting(identity.chain().getLast())
                .getSocketFactory()
                .createSocket("localhost", server.port())) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        } catch (SSLException refused) {
            throw new IOException(refused);
        }
    }
}
