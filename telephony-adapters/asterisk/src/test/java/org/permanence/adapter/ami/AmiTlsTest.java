package org.permanence.adapter.ami;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AmiTlsTest {

    private static final char[] PASSWORD = "of-this-test".toCharArray();

    @TempDir
    private Path folder = Path.of("");

    private final CapturingAmiListener listener = new CapturingAmiListener();

    @Test
    void trustedCertificateIsAccepted() throws Exception {
        KeyStore keys = newKey("asterisk", "dns:localhost,ip:127.0.0.1");
        try (var asterisk = new ScriptedAsterisk(listening(keys));
                var client = client(asterisk.port(), certificateOf(keys))) {
            client.start();
            asterisk.attach().sendUserEvent("heard");

            listener.next("attached", "heard");
        }
    }

    @Test
    void untrustedServerNeverGetsTheLogin() throws Exception {
        refused(newKey("impostor", "dns:localhost,ip:127.0.0.1"), newKey("trusted", "dns:localhost,ip:127.0.0.1"));
    }

    @Test
    void serverWithTheWrongHostNameNeverGetsTheLogin() throws Exception {
        KeyStore elsewhere = newKey("elsewhere", "dns:asterisk.example");
        refused(elsewhere, elsewhere);
    }

    @Test
    void invalidTrustFileIsRefusedAtStart() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "no certificate");

        assertThrows(IllegalArgumentException.class, () -> client(5039, empty));
    }

    /// The engine ends the handshake, with the reason. It tries again, as after any loss.
    private void refused(KeyStore shown, KeyStore trusted) throws Exception {
        var metrics = new CertificateMetrics();
        try (var asterisk = new ScriptedAsterisk(listening(shown));
                var client = client(asterisk.port(), certificateOf(trusted), metrics)) {
            client.start();
            // Whether its server reads the alert or finds the connection closed is a matter of time.
            assertThrows(UncheckedIOException.class, asterisk::accept);
            assertThrows(UncheckedIOException.class, asterisk::accept);
            assertEquals(
                    true, metrics.refused.tryAcquire(2, 10, TimeUnit.SECONDS), "both refusals are counted as such");
            assertEquals(false, client.isAttached());
        }
    }

    private AmiClient client(int port, Path trusted) {
        return client(port, trusted, AmiMetrics.NONE);
    }

    private AmiClient client(int port, Path trusted, AmiMetrics metrics) {
        var settings = new AmiClientSettings(
                "127.0.0.1",
                port,
                "engine",
                "s3cret"::toCharArray,
                new AmiTransport.Tls(trusted),
                Optional.empty(),
                AmiTimeouts.DEFAULTS);
        return new AmiClient(settings, listener, metrics, System::nanoTime, new Random(7));
    }

    private static ServerSocket listening(KeyStore keys) throws GeneralSecurityException, IOException {
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private Path certificateOf(KeyStore keys) throws GeneralSecurityException, IOException {
        String body = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("key").getEncoded());
        return Files.writeString(
                Files.createTempFile(folder, "trusted", ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    /// A new key with its own certificate, made by the JDK's keytool, so that the repository has none.
    private KeyStore newKey(String name, String hosts) throws Exception {
        Path store = folder.resolve(name + ".p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var keytool = new ProcessBuilder(List.of(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + hosts,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
