package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.testing.Fixtures;

/// What a real Asterisk refuses if SIP over TLS with SRTP is required, and what it takes without.
/// [EncryptedCallTest] has the calls with it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EncryptedSipTest {

    private static final int PHONES_HERTZ = 700;
    private static final String PRACTICE = Fixtures.LES_LILAS_DID.digits();

    @SuppressWarnings("NullAway.Init")
    private EncryptedTestbed testbed;

    @BeforeAll
    void startAsterisk(@TempDir Path work) throws Exception {
        testbed = new EncryptedTestbed(work, SampleModels.CARRIER);
    }

    @AfterEach
    void clear() throws Exception {
        testbed.clear();
    }

    @AfterAll
    void close() {
        if (testbed != null) {
            testbed.close();
        }
    }

    @Test
    void offerOfPlainAudioIsRefused() throws Exception {
        WiredPhone patient = testbed.overTls(SampleModels.CARRIER, "carrier", false);
        WiredPhone phone = testbed.overTls(SampleModels.PHONES, EncryptedTestbed.REGISTERED, false)
                .withPassword(EncryptedTestbed.SECRET.value());

        patient.dial(PRACTICE);
        phone.dial("*43");

        Await.until("488 for the trunk", () -> patient.finalStatusOf("INVITE") == 488);
        Await.until("488 for the telephone", () -> phone.finalStatusOf("INVITE") == 488);
    }

    @Test
    void telephoneThatAnswersWithPlainAudioGetsNone() throws Exception {
        WiredPhone doctor = testbed.doctorWithPlainAudio();

        testbed.overTls(SampleModels.CARRIER, "carrier", true).dial(PRACTICE);

        Await.until("the answered call", doctor::isConnectedAsCallee);
        Await.until("a second of audio from the telephone", () -> doctor.audio().sentPackets() > 50);
        assertTrue(doctor.audio().hasReceivedNothing(), "no audio leaves without encryption");
    }

    @Test
    void noCallGoesToATelephoneWithAnUntrustedCertificate() throws Exception {
        WiredPhone impostor = testbed.doctor(SelfSignedCertificate.of(SampleModels.PHONES), true);

        testbed.overTls(SampleModels.CARRIER, "carrier", true).dial(PRACTICE);

        Await.until("the end of the connection", impostor::isDisconnected);
        assertFalse(impostor.wasRung());
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER", "INVITE"})
    void telephoneWithEncryptionIsRefusedWithoutIt(String method) throws Exception {
        WiredPhone overUdp = testbed.overUdp(SampleModels.PHONES, EncryptedTestbed.REGISTERED, true)
                .withPassword(EncryptedTestbed.SECRET.value());
        WiredPhone overTcp = testbed.overTcp(SampleModels.PHONES, EncryptedTestbed.REGISTERED)
                .withPassword(EncryptedTestbed.SECRET.value());

        for (WiredPhone phone : new WiredPhone[] {overUdp, overTcp}) {
            if (method.equals("REGISTER")) {
                phone.register();
            } else {
                phone.dial("*43");
            }

            Await.until("the answer to the right password", () -> phone.finalStatusCount(method) == 2);
            assertEquals(401, phone.finalStatusOf(method));
        }
    }

    @Test
    void telephoneWithoutEncryptionRegistersAndCallsOverUdp() {
        WiredPhone phone = testbed.overUdp(SampleModels.PHONES, EncryptedTestbed.PLAIN, false)
                .withPassword(EncryptedTestbed.SECRET.value());
        phone.audio().sendTone(PHONES_HERTZ);

        phone.register();
        Await.until("200 for REGISTER", () -> phone.finalStatusOf("REGISTER") == 200);
        phone.dial("*43");

        Await.until("its own audio from the echo test", () -> phone.audio().hasReceivedTone(PHONES_HERTZ));
    }

    @Test
    void wrongPasswordIsRefusedOverUdp() {
        WiredPhone phone = testbed.overUdp(SampleModels.PHONES, EncryptedTestbed.PLAIN, false)
                .withPassword("0000000000000000");

        phone.register();

        Await.until("the answer to the password", () -> phone.finalStatusCount("REGISTER") == 2);
        assertEquals(401, phone.finalStatusOf("REGISTER"));
    }

    @Test
    void carrierWithEncryptionIsRefusedWithoutIt() throws Exception {
        WiredPhone patient =
                testbed.overUdp(SampleModels.CARRIER, "carrier", true).dial(PRACTICE);

        Await.until("403", () -> patient.finalStatusOf("INVITE") == 403);
    }

    @Test
    void carriersWithoutEncryptionCallOverUdpAndTcp() throws Exception {
        WiredPhone overUdp = testbed.overUdp(EncryptedTestbed.PLAIN_CARRIER, "carrier", false)
                .dial(PRACTICE);
        WiredPhone overTcp =
                testbed.overTcp(EncryptedTestbed.TCP_CARRIER, "carrier").dial(PRACTICE);

        for (WiredPhone patient : new WiredPhone[] {overUdp, overTcp}) {
            Await.until("the announcement", () -> patient.audio().hasReceivedTone(SampleModels.ANNOUNCEMENT_HERTZ));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+33199000001", "*43", "s"})
    void strangerGets401OnEveryTransport(String dialled) throws Exception {
        String stranger = "127.0.0.9";
        WiredPhone[] strangers = {
            testbed.overUdp(stranger, "x", false),
            testbed.overTcp(stranger, "x"),
            testbed.overTls(stranger, "x", true),
            testbed.overUdp(stranger, "anonymous", false),
            testbed.overTls(stranger, "anonymous", true)
        };
        for (WiredPhone phone : strangers) {
            phone.withPassword("").dial(dialled);

            Await.until("401", () -> phone.finalStatusOf("INVITE") == 401);
        }
    }

    @Test
    void newestVersionOfTlsIsPreferred() throws Exception {
        assertEquals(
                "TLSv1.3", testbed.connect(SampleModels.PHONES).getSession().getProtocol());

        SSLSocket older = testbed.unconnected(SampleModels.PHONES);
        older.setEnabledProtocols(new String[] {"TLSv1.2"});
        older.startHandshake();
        assertEquals(
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", older.getSession().getCipherSuite());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"
            })
    void weakCipherIsRefused(String cipher) throws Exception {
        SSLSocket client = testbed.unconnected(SampleModels.PHONES);
        client.setEnabledProtocols(new String[] {"TLSv1.2"});
        client.setEnabledCipherSuites(new String[] {cipher});

        var refused = assertThrows(SSLException.class, client::startHandshake);

        assertTrue(String.valueOf(refused.getMessage()).contains("handshake_failure"), refused::toString);
    }
}
