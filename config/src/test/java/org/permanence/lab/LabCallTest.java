package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.Fixtures;

/// Tests of the lab itself on a real Asterisk: what the other tests rely on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabCallTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PATIENT = Fixtures.NATIONAL_NUMBER_PREFIX + "742";
    private static final int PATIENT_TONE = 500;
    private static final int ANNE_TONE = 700;

    @SuppressWarnings("NullAway.Init")
    private MinimalPbx pbx;

    @SuppressWarnings("NullAway.Init")
    private Phones phones;

    @BeforeAll
    void start(@TempDir Path work) {
        pbx = MinimalPbx.startIn(work);
        phones = pbx.phones();
    }

    @AfterAll
    void stop() {
        if (pbx != null) {
            pbx.close();
        }
    }

    @Test
    void callerHearsThePromptPressesAKeyAndTalksToThePhoneThatAnswers() {
        var anne = phones.phone("anne").answersAfter(Duration.ofMillis(200)).sendsTone(ANNE_TONE);
        var patient = phones.caller(PATIENT).sendsTone(PATIENT_TONE).dials("reception");

        assertTrue(patient.connects(SOON), phones::lastSippOutput);
        assertTrue(patient.audio().findPrompt(pbx.prompt(), SOON).isPresent(), "the patient hears the prompt");
        patient.presses('2');
        assertTrue(anne.rings(SOON).isPresent(), phones::lastSippOutput);
        assertTrue(anne.connects(SOON), phones::lastSippOutput);
        assertTrue(anne.audio().hasTone(PATIENT_TONE, SOON), "the assistant hears the patient");
        assertTrue(patient.audio().hasTone(ANNE_TONE, SOON), "the patient hears the assistant");

        anne.hangsUp();
        assertTrue(patient.ends(SOON), phones::lastSippOutput);
    }

    @Test
    void wrongKeyRingsNoPhone() {
        int ringsBefore = phones.phone("anne").ringCount();
        var patient = phones.caller(PATIENT).dials("reception");

        assertTrue(patient.connects(SOON), phones::lastSippOutput);
        assertTrue(patient.audio().findPrompt(pbx.prompt(), SOON).isPresent(), "the patient hears the prompt");
        patient.presses('3');

        assertTrue(patient.ends(SOON), phones::lastSippOutput);
        assertEquals(ringsBefore, phones.phone("anne").ringCount());
    }

    @Test
    void callerWhoHangsUpWhileRingingIsGoneAtBothEnds() {
        var bea = phones.phone("bea").neverAnswers();
        var patient = phones.caller(PATIENT).dials("bea");

        assertTrue(bea.rings(SOON).isPresent(), phones::lastSippOutput);
        assertTrue(patient.receivesRinging(SOON), phones::lastSippOutput);
        assertFalse(patient.isConnected());
        patient.hangsUp();

        assertTrue(patient.ends(SOON), phones::lastSippOutput);
        assertTrue(bea.isFree(SOON), phones::lastSippOutput);
    }

    @Test
    void busyPhoneIsReportedAtOnce() {
        phones.phone("carl").signalsBusy();
        var patient = phones.caller(PATIENT).dials("carl");

        assertTrue(patient.ends(SOON), phones::lastSippOutput);
        assertEquals(486, patient.rejectionStatus());
    }
}
