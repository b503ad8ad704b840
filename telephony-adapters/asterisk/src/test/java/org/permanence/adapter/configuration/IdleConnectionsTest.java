package org.permanence.adapter.configuration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.Fixtures;

/// A stranger opens connections to SIP over TLS and sends nothing, on a real Asterisk without the packet filter.
/// The carrier's calls are taken all the same.
final class IdleConnectionsTest {

    private static final int CONNECTIONS = RealAsterisk.OPEN_FILES_AT_START;
    private static final InetAddress STRANGER = InetAddress.ofLiteral("127.0.0.9");

    private final List<Socket> connections = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private EncryptedTestbed testbed;

    @BeforeEach
    void startAsterisk(@TempDir Path work) throws Exception {
        testbed = new EncryptedTestbed(work, SampleModels.CARRIER);
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
    void carriersCallsAreTakenWhileAStrangerHoldsConnections() throws Exception {
        while (connections.size() < CONNECTIONS) {
            connections.add(connect());
        }
        WiredPhone doctor = testbed.doctor();

        testbed.overUdp(EncryptedTestbed.PLAIN_CARRIER, "carrier", false).dial(Fixtures.LES_LILAS_DID.digits());

        Await.until("the doctor to be connected", doctor::isConnectedAsCallee);
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(STRANGER, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), testbed.tlsPort), 5_000);
        return socket;
    }
}
