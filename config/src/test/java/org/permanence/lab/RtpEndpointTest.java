package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two endpoints that talk to each other over loopback, without an exchange.
class RtpEndpointTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration NO_WAIT = Duration.ZERO;

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final RtpTransport transport = new RtpTransport(loopback, InstantSource.system());
    private final RtpEndpoint one = transport.openEndpoint();
    private final RtpEndpoint other = transport.openEndpoint();

    @BeforeEach
    void connect() {
        one.setRemote(new InetSocketAddress(loopback, other.port()));
        other.setRemote(new InetSocketAddress(loopback, one.port()));
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void unknownDigitIsRefused() {
        assertThrows(LabException.class, () -> one.sender().sendDigit('x'));
    }

    @Test
    void packetsOfUnknownSendersAreDropped() {
        RtpEndpoint unknown = transport.openEndpoint();
        unknown.setRemote(new InetSocketAddress(loopback, one.port()));
        unknown.sender().sendTone(900);
        other.sender().sendTone(500);

        assertTrue(one.audio().hasTone(500, SOON));
        assertFalse(one.audio().hasTone(900, NO_WAIT));
    }

    @Test
    void silenceIsNeitherToneNorMusic() {
        assertTrue(one.audio().isSilentFor(Duration.ofMillis(500), SOON));
        assertFalse(one.audio().hasTone(500, NO_WAIT));
        assertFalse(one.audio().hasMusic(NO_WAIT));
    }

    @Test
    void eachEndpointReceivesTheOthersToneAndNotItsOwn() {
        one.sender().sendTone(500);
        other.sender().sendTone(700);

        assertTrue(one.audio().hasTone(700, SOON));
        assertTrue(other.audio().hasTone(500, SOON));
        assertFalse(one.audio().hasTone(500, NO_WAIT));
    }

    @Test
    void fromNowIgnoresEarlierAudio() {
        other.sender().sendTone(700);
        assertTrue(one.audio().hasTone(700, SOON));
        other.sender().sendTone(0);
        assertTrue(one.audio().isSilentFor(Duration.ofMillis(300), SOON));

        assertFalse(one.audio().fromNow().hasTone(700, NO_WAIT));
        assertTrue(one.audio().hasTone(700, NO_WAIT));
    }

    @Test
    void twoHundredEndpointsNeedNoThreadsOfTheirOwn() {
        int threadsBefore = Thread.activeCount();
        for (int i = 0; i < 200; i++) {
            RtpEndpoint more = transport.openEndpoint();
            more.setRemote(new InetSocketAddress(loopback, one.port()));
        }
        other.sender().sendTone(700);

        assertTrue(one.audio().hasTone(700, SOON));
        // Other threads of this JVM come and go. A few more are normal, two hundred would not be.
        assertTrue(Thread.activeCount() - threadsBefore < 20, "threads started");
    }
}
