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

/// Two handsets that talk to each other over loopback, with no exchange between them.
class HandsetTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final SoundDesk desk = new SoundDesk(loopback, InstantSource.system());
    private final Handset one = desk.handset();
    private final Handset other = desk.handset();

    @BeforeEach
    void connect() {
        one.talksTo(new InetSocketAddress(loopback, other.port()));
        other.talksTo(new InetSocketAddress(loopback, one.port()));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aKeyThatNoTelephoneHasIsRefused() {
        assertThrows(LabException.class, () -> one.mouth().presses('x'));
    }

    @Test
    void aStrangerIsNotHeard() {
        Handset stranger = desk.handset();
        stranger.talksTo(new InetSocketAddress(loopback, one.port()));
        stranger.mouth().says(900);
        other.mouth().says(500);

        assertTrue(one.hearing().hearsTone(500, SOON));
        assertFalse(one.hearing().hearsTone(900, AT_ONCE));
    }

    @Test
    void silenceIsNeitherToneNorMusic() {
        assertTrue(one.hearing().isSilentFor(Duration.ofMillis(500), SOON));
        assertFalse(one.hearing().hearsTone(500, AT_ONCE));
        assertFalse(one.hearing().hearsMusic(AT_ONCE));
    }

    @Test
    void eachHearsTheOthersToneAndNotItsOwn() {
        one.mouth().says(500);
        other.mouth().says(700);

        assertTrue(one.hearing().hearsTone(700, SOON));
        assertTrue(other.hearing().hearsTone(500, SOON));
        assertFalse(one.hearing().hearsTone(500, AT_ONCE));
    }

    @Test
    void whatWasHeardBeforeIsForgottenFromNowOn() {
        other.mouth().says(700);
        assertTrue(one.hearing().hearsTone(700, SOON));
        other.mouth().says(0);
        assertTrue(one.hearing().isSilentFor(Duration.ofMillis(300), SOON));

        assertFalse(one.hearing().fromNow().hearsTone(700, AT_ONCE));
        assertTrue(one.hearing().hearsTone(700, AT_ONCE));
    }

    @Test
    void twoHundredHandsetsHaveNoThreadsOfTheirOwn() {
        int before = Thread.activeCount();
        for (int i = 0; i < 200; i++) {
            Handset more = desk.handset();
            more.talksTo(new InetSocketAddress(loopback, one.port()));
        }
        other.mouth().says(700);

        assertTrue(one.hearing().hearsTone(700, SOON));
        // Other threads of this JVM come and go meanwhile: a few more say nothing, two hundred would.
        assertTrue(Thread.activeCount() - before < 20, "threads that were begun");
    }
}
