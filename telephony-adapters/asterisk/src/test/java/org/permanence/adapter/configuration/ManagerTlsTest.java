package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.ami.AmiClient;
import org.permanence.adapter.ami.AmiClientSettings;
import org.permanence.adapter.ami.AmiEvent;
import org.permanence.adapter.ami.AmiListener;
import org.permanence.adapter.ami.AmiMetrics;
import org.permanence.adapter.ami.AmiTimeouts;
import org.permanence.adapter.ami.AmiTransport;
import org.permanence.adapter.ami.CertificateMetrics;
import org.permanence.adapter.ami.ChannelStatus;
import org.permanence.adapter.ami.DetachCause;

/// AMI over TLS on a real Asterisk, with the certificate that is made with Asterisk's files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManagerTlsTest {

    private static final int PORT = RealAsterisk.freePort("127.0.0.1");

    @SuppressWarnings("NullAway.Init")
    private Path work;

    @SuppressWarnings("NullAway.Init")
    private RealAsterisk asterisk;

    @BeforeAll
    void startAsterisk(@TempDir Path directory) throws IOException {
        work = directory;
        assumeTrue(
                RealAsterisk.tree().isPresent(),
                "no real Asterisk (expected: -Dpermanence.asterisk=TREE, set by scripts/test)");
        AsteriskModel model = SampleModels.withManagerTls(
                SampleModels.paths(RealAsterisk.tree().orElseThrow(), work), PORT);
        SampleModels.writeSounds(model.paths().sounds());
        asterisk = RealAsterisk.start(RealAsterisk.tree().orElseThrow(), model, work.resolve("conf"));
    }

    @AfterAll
    void close() {
        if (asterisk != null) {
            asterisk.close();
        }
    }

    @Test
    void engineAttachesOverTls() throws IOException {
        try (AmiClient client = client(AsteriskFiles.managerCertificate(work.resolve("conf")), AmiMetrics.NONE)) {
            client.start();

            Await.until("the connection", client::isAttached);
        }
    }

    @Test
    void asteriskWithAnotherCertificateIsRefused() throws Exception {
        SelfSignedCertificate other = SelfSignedCertificate.of("127.0.0.1");
        try (SSLSocket socket = connect(other)) {
            var refused = assertThrows(SSLException.class, socket::startHandshake);
            assertTrue(String.valueOf(refused.getMessage()).contains("PKIX path"), refused::toString);
        }
        var metrics = new CertificateMetrics();
        try (AmiClient client = client(other.certificate(), metrics)) {
            client.start();

            Await.until("the refusal", () -> metrics.refused.availablePermits() > 0);
            assertFalse(client.isAttached());
        }
    }

    @Test
    void loginWithoutTlsIsNotAnswered() throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), PORT)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("Action: Ping\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            byte[] answer = socket.getInputStream().readAllBytes();

            assertFalse(
                    new String(answer, StandardCharsets.ISO_8859_1).contains("Asterisk Call Manager"),
                    "the banner is sent over TLS only");
        }
    }

    @Test
    void newestVersionOfTlsIsPreferredAndWeakCiphersAreRefused() throws Exception {
        SelfSignedCertificate own = SelfSignedCertificate.of("127.0.0.1");
        try (SSLSocket socket = connectTrusting(work.resolve("conf/ami.pem"), own)) {
            socket.startHandshake();
            assertEquals("TLSv1.3", socket.getSession().getProtocol());
        }
        try (SSLSocket socket = connectTrusting(work.resolve("conf/ami.pem"), own)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"});
            var refused = assertThrows(SSLException.class, socket::startHandshake);
            assertTrue(String.valueOf(refused.getMessage()).contains("handshake_failure"), refused::toString);
        }
    }

    private AmiClient client(String certificate, AmiMetrics metrics) throws IOException {
        Path trusted = Files.writeString(Files.createTempFile(work, "trusted", ".pem"), certificate);
        var settings = new AmiClientSettings(
                "127.0.0.1",
                PORT,
                "engine-1",
                SampleModels.SECRET.value()::toCharArray,
                new AmiTransport.Tls(trusted),
                Optional.empty(),
                AmiTimeouts.DEFAULTS);
        return new AmiClient(settings, new IgnoringAmiListener(), metrics, System::nanoTime, new Random(7));
    }

    private static SSLSocket connect(SelfSignedCertificate trusted) throws Exception {
        return (SSLSocket) TestCertificates.context(trusted, trusted)
                .getSocketFactory()
                .createSocket(InetAddress.ofLiteral("127.0.0.1"), PORT);
    }

    private static SSLSocket connectTrusting(Path pem, SelfSignedCertificate own) throws Exception {
        var asterisks = new SelfSignedCertificate(Files.readString(pem), "");
        return (SSLSocket) TestCertificates.context(own, asterisks)
                .getSocketFactory()
                .createSocket(InetAddress.ofLiteral("127.0.0.1"), PORT);
    }

    /// The connection itself is the subject.
    private static final class IgnoringAmiListener implements AmiListener {

        @Override
        public void onAttached(List<ChannelStatus> channels) {}

        @Override
        public void onEvent(AmiEvent event) {}

        @Override
        public void onDetached(DetachCause cause) {}

        @Override
        public void onAccountRefused(String message) {}
    }
}
