package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;

/// A stranger opens connections to SIP over TLS and sends nothing, on a real Asterisk without the packet filter.
/// The carrier's calls are taken all the same.
final class IdleConnectionsTest {

    private static final int CONNECTIONS = RealAsterisk.OPEN_FILES_AT_START;
    private static final String STRANGER = "127.0.0.9";

    @TempDir
    private Path work;

    private final List<Socket> connections = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private AsteriskTestbed testbed;

    private int tlsPort;

    @BeforeEach
    void start() throws Exception {
        tlsPort = RealAsterisk.freePort("127.0.0.1");
        testbed = new AsteriskTestbed(work.resolve("asterisk"), Optional.of(tls()));
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket connection : connections) {
            connection.close();
        }
        if (testbed != null) {
            testbed.clear();
            testbed.close();
        }
    }

    @Test
    void carriersCallsAreTakenWhileAStrangerHoldsConnections() throws IOException {
        while (connections.size() < CONNECTIONS) {
            connections.add(connect());
        }

        StubEngine engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        SipPhone patient = testbed.patientCallingLesLilas();
        engine.nextCall().requestFallback();
        Await.until("the doctor to be connected", doctor::isConnectedAsCallee);
        assertTrue(patient.isConnected() && !patient.wasHungUp());
        assertEquals(CONNECTIONS, connections.size());
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(STRANGER), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", tlsPort), 5_000);
        return socket;
    }

    private SipTransports.Tls tls() throws Exception {
        Path key = work.resolve("sip.key");
        Path certificate = work.resolve("sip.pem");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-subj",
                        "/CN=127.0.0.1",
                        "-days",
                        "1",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("openssl.out").toFile())
                .start();
        assertEquals(0, openssl.waitFor());
        return new SipTransports.Tls(tlsPort, certificate, key);
    }
}
