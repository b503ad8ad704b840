package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;
import org.permanence.testing.Fixtures;

/// Audio for an address that no caller has, and audio that others want to have, on a real Asterisk.
final class AudioToStrangersTest extends SharedAsterisk {

    private static final String STRANGER = "127.0.0.9";

    /// A packet of RTP with 20 ms of G.711.
    private static final int PACKET_BYTES = 172;

    private static final Duration PACKET_TIME = Duration.ofMillis(20);

    /// 50 packets a second, until the call without ACK ends after 6.4 s, and one second for a busy machine.
    private static final int MOST_BYTES_WITHOUT_ACK = 50 * PACKET_BYTES * 74 / 10;

    private static final Duration END_WITHOUT_ACK = Duration.ofSeconds(9);
    private static final Duration PAUSE_BEFORE_THE_GREETING = Duration.ofMillis(200);

    @SuppressWarnings("NullAway.Init")
    private StubEngine engine;

    @BeforeEach
    void startEngine() {
        engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"255.255.255.255", "224.0.0.1", "239.255.0.1", "240.0.0.1", "0.1.2.3"})
    void addressThatNoCallerHasIsHungUpOnBeforeASound(String address) {
        SipPhone caller = testbed.patient().namesMediaAt(address + " 4000").dial(Fixtures.LES_LILAS_DID.digits());

        Await.until("the end of the call", caller::wasHungUp);
        assertTrue(engine.receivedNoCall());
    }

    @Test
    void callWithoutAckSendsAThirdPartyLittleAudioAndEnds() throws IOException {
        try (var thirdParty = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(STRANGER), 0))) {
            testbed.register(new SipPhone(SampleModels.CARRIER, 0, testbed.sipPort, PhoneBehaviour.SAYS_NOTHING))
                    .namesMediaAt(STRANGER + " " + thirdParty.getLocalPort())
                    .dial(Fixtures.LES_LILAS_DID.digits());
            StubEngine.Session session = engine.nextCall();
            session.hold();

            long bytes = bytesReceived(thirdParty, END_WITHOUT_ACK);

            assertTrue(bytes <= MOST_BYTES_WITHOUT_ACK, () -> bytes + " bytes to a third party");
            assertEquals("HANGUP", session.receive(), "the call has ended");
            session.close();
        }
    }

    @Test
    void greetingBeginsWhenTheAckHasHadTimeToArrive() {
        SipPhone caller = testbed.patientCallingLesLilas();
        Await.until("the answer", caller::isConnected);
        engine.nextCall();

        Duration pause = caller.timeSinceTheAnswer();

        assertTrue(pause.compareTo(PAUSE_BEFORE_THE_GREETING) >= 0, pause::toString);
    }

    @Test
    void strangerWhoSendsAudioFirstReceivesNone() throws IOException {
        SipPhone caller = testbed.patientCallingLesLilas();
        StubEngine.Session session = engine.nextCall();
        session.hold();
        try (var stranger = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(STRANGER), 0))) {
            for (int sequence = 0; sequence < 50; sequence++) {
                sendRtp(stranger, sequence, caller.asterisksMedia());
                LockSupport.parkNanos(PACKET_TIME.toNanos()); // Asterisk does not learn from a burst.
            }
            assertEquals(0, bytesReceived(stranger, Duration.ofSeconds(1)));
        }
        caller.audio().clear();
        Await.until("music for the caller", () -> caller.audio().hasReceivedTone(SampleModels.MUSIC_HERTZ));
    }

    @Test
    void audioIsReceivedOnTheAddressOfTheSettingsOnly() {
        testbed.patientCallingLesLilas();
        engine.nextCall();

        var rtp = testbed.model.network().rtp();
        var sockets = ListeningSockets.of(testbed.asterisk.pid()).stream()
                .filter(socket -> socket.startsWith("udp") && isBetween(rtp, ListeningSockets.port(socket)))
                .toList();

        assertFalse(sockets.isEmpty());
        sockets.forEach(socket -> assertTrue(socket.startsWith("udp 127.0.0.1:"), socket));
    }

    private static boolean isBetween(PortRange ports, int port) {
        return ports.from() <= port && port <= ports.to();
    }

    private static long bytesReceived(DatagramSocket socket, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        var packet = new DatagramPacket(new byte[2048], 2048);
        long bytes = 0;
        while (true) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return bytes;
            }
            try {
                socket.setSoTimeout((int) left);
                socket.receive(packet);
                bytes += packet.getLength();
            } catch (SocketTimeoutException _) {
                return bytes;
            }
        }
    }

    private static void sendRtp(DatagramSocket from, int sequence, SocketAddress to) throws IOException {
        byte[] packet = ByteBuffer.allocate(PACKET_BYTES)
                .put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) sequence)
                .putInt(160 * sequence)
                .putInt(4711)
                .array();
        from.send(new DatagramPacket(packet, packet.length, to));
    }
}
