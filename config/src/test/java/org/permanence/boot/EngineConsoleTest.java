package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.boot.console.EngineConsole;
import org.permanence.console.ConsoleOrigin;
import org.permanence.console.InstallationCertificate;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Ports;
import org.permanence.testing.SteppedClock;

/// When the console starts, and what becomes of one that cannot.
class EngineConsoleTest {

    private static final String NOT_STARTED =
            "console: not started (expected: its address free, and its certificate; see the log)";

    @TempDir
    Path work;

    private final SteppedClock clock = new SteppedClock();
    private final int port = Ports.tcp(InetAddress.getLoopbackAddress());
    private InstallationOnDisk installation;
    private Optional<RecordsOnDisk> records = Optional.empty();

    @BeforeEach
    void write() {
        installation = new InstallationOnDisk(work);
    }

    @AfterEach
    void close() {
        records.ifPresent(RecordsOnDisk::close);
    }

    @Test
    void installationWithoutTheSectionHasNoConsole() {
        records = Optional.of(RecordsOnDisk.open(installation.settings(), clock));

        assertEquals(Optional.empty(), records.get().console());
    }

    @Test
    void consoleStartsOneSecondAfterCallsCanCome() {
        EngineConsole console = open("");

        console.run();
        assertFalse(isListening(), "calls cannot come yet");
        console.callsCanCome();
        console.run();
        assertFalse(isListening(), "the engine is still being attached");
        clock.advance(Duration.ofSeconds(1));
        console.run();

        assertTrue(isListening());
        assertEquals(Optional.empty(), console.fault());
    }

    @Test
    void consoleStartsWithoutAsteriskAfterThirtySeconds() {
        EngineConsole console = open("");

        clock.advance(Duration.ofSeconds(30));
        console.run();

        assertTrue(isListening());
    }

    @Test
    void takenPortIsAReasonAndIsTriedAgain() throws IOException {
        EngineConsole console = open("");
        console.callsCanCome();
        clock.advance(Duration.ofSeconds(1));
        try (var log = new CapturedLogEvents(EngineConsole.class)) {
            try (var other = new ServerSocket()) {
                other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                console.run();
                assertEquals(Optional.of(NOT_STARTED), console.fault());
                console.callsCanCome();
                clock.advance(Duration.ofSeconds(10));
                console.run();
            }
            assertEquals(
                    List.of(
                            "ERROR console.unavailable expected=the address of console.host free, and a certificate with its key"),
                    log.details());
        }
        clock.advance(Duration.ofSeconds(10));
        console.run();

        assertEquals(Optional.empty(), console.fault());
        assertTrue(isListening());
    }

    @Test
    void replacedCertificateIsServedWithinAnHour() throws Exception {
        writeCertificate("first");
        EngineConsole console = open(", certificate-file: secrets/console, key-file: secrets/console");
        clock.advance(Duration.ofSeconds(30));
        console.run();
        Certificate first = certificate();

        writeCertificate("second");
        clock.advance(Duration.ofHours(1));
        console.run();

        assertNotEquals(first, certificate());
    }

    @Test
    void unreadableCertificateKeepsTheEarlierOne() throws Exception {
        writeCertificate("first");
        EngineConsole console = open(", certificate-file: secrets/console, key-file: secrets/console");
        clock.advance(Duration.ofSeconds(30));
        console.run();
        Certificate first = certificate();

        Files.writeString(installation.path("secrets/console"), "nothing");
        clock.advance(Duration.ofHours(1));
        console.run();

        assertEquals(first, certificate());
        assertEquals(Optional.empty(), console.fault());
    }

    private EngineConsole open(String options) {
        installation.change(
                "\narchive:",
                "\nconsole: {origin: \"https://localhost:%1$d\", port: %1$d%2$s}\narchive:".formatted(port, options));
        records = Optional.of(RecordsOnDisk.open(installation.settings(), clock));
        return records.get().console().orElseThrow();
    }

    /// A key with its certificate, in one file.
    private void writeCertificate(String name) throws IOException {
        Path made = work.resolve(name);
        new InstallationCertificate(made, ConsoleOrigin.parse("https://localhost")).current(clock.instant());
        Files.copy(
                made.resolve("console.pem"),
                installation.path("secrets/console"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private boolean isListening() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private Certificate certificate() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    /// Trusts every certificate: the test compares them.
    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
