package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.Fixtures;

/// Calls over TLS and SRTP on a real Asterisk, with telephones and a carrier that the project has not written:
/// audio goes both ways.
final class EncryptedCallTest {

    private static final int PATIENTS_HERTZ = 700;
    private static final int DOCTORS_HERTZ = 900;
    private static final String SAVP = " RTP/SAVP ";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path work;

    @SuppressWarnings("NullAway.Init")
    private EncryptedTestbed testbed;

    @BeforeEach
    void requireBaresip() {
        assumeTrue(BaresipPhone.isInstalled(), "no baresip (expected: installed by scripts/setup)");
    }

    @AfterEach
    void close() throws Exception {
        if (testbed != null) {
            testbed.clear();
            testbed.close();
        }
    }

    @Test
    void callFromATrunkToATelephone() throws Exception {
        startAsterisk(BaresipPhone.SOURCE);
        BaresipPhone doctor = testbed.baresipDoctor(work, DOCTORS_HERTZ);
        BaresipPhone patient = testbed.baresipCarrier(work, PATIENTS_HERTZ);

        patient.dial(testbed.addressOf(Fixtures.LES_LILAS_DID.digits()));

        Await.until("the patient's audio at the doctor's", () -> doctor.hasHeardTone(PATIENTS_HERTZ));
        Await.until("the doctor's audio at the patient's", () -> patient.hasHeardTone(DOCTORS_HERTZ));
        assertTrue(doctor.output().contains(SAVP) && patient.output().contains(SAVP), "both sides use SRTP");

        testbed.asterisk.runConsole("channel request hangup all");
        Await.until("the hang-up at the patient's", patient::isHungUp);
        Await.until("the hang-up at the doctor's", doctor::isHungUp);
    }

    @Test
    void callFromARegisteredTelephone() throws Exception {
        startAsterisk(SampleModels.CARRIER);
        BaresipPhone phone = registeredPhone();

        phone.dial(testbed.addressOf("*43"));

        Await.until("its own audio from the echo test", () -> phone.hasHeardTone(DOCTORS_HERTZ));
        assertTrue(phone.output().contains(SAVP));
    }

    @Test
    void callToARegisteredTelephone() throws Exception {
        startAsterisk(SampleModels.CARRIER);
        BaresipPhone phone = registeredPhone();

        testbed.ring(EncryptedTestbed.REGISTERED);

        Await.until("its own audio from the echo test", () -> phone.hasHeardTone(DOCTORS_HERTZ));
        assertTrue(phone.output().contains(SAVP));
    }

    private void startAsterisk(String carrier) throws IOException {
        testbed = new EncryptedTestbed(work, carrier);
    }

    private BaresipPhone registeredPhone() throws IOException {
        BaresipPhone phone = testbed.baresipRegistered(work, DOCTORS_HERTZ);
        Await.until(
                "the registration",
                () -> testbed.asterisk.runConsole("pjsip show contacts").contains(EncryptedTestbed.REGISTERED));
        return phone;
    }
}
