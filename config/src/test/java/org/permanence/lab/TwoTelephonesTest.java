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

/// The lab itself, on a real Asterisk: what the other tests believe of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoTelephonesTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PATIENT = Fixtures.NATIONAL_NUMBER_PREFIX + "742";
    private static final int PATIENTS_VOICE = 500;
    private static final int ANNES_VOICE = 700;

    @SuppressWarnings("NullAway.Init")
    private SmallExchange exchange;

    @SuppressWarnings("NullAway.Init")
    private Phones phones;

    @BeforeAll
    void switchOn(@TempDir Path work) {
        exchange = SmallExchange.in(work);
        phones = exchange.phones();
    }

    @AfterAll
    void switchOff() {
        if (exchange != null) {
            exchange.close();
        }
    }

    @Test
    void aCallerHearsThePromptPressesAKeyAndTalksToThePhoneThatAnswers() {
        var anne = phones.phone("anne").answersAfter(Duration.ofMillis(200)).says(ANNES_VOICE);
        var patient = phones.caller(PATIENT).says(PATIENTS_VOICE).dials("reception");

        assertTrue(patient.connects(SOON), phones::lastWords);
        assertTrue(patient.hearing().hears(exchange.prompt(), SOON).isPresent(), "prompt heard");
        patient.presses('2');
        assertTrue(anne.rings(SOON).isPresent(), phones::lastWords);
        assertTrue(anne.connects(SOON), phones::lastWords);
        assertTrue(anne.hearing().hearsTone(PATIENTS_VOICE, SOON), "the patient is heard");
        assertTrue(patient.hearing().hearsTone(ANNES_VOICE, SOON), "the assistant is heard");

        anne.hangsUp();
        assertTrue(patient.ends(SOON), phones::lastWords);
    }

    @Test
    void anotherKeyThanTwoRingsNobody() {
        int before = phones.phone("anne").timesRung();
        var patient = phones.caller(PATIENT).dials("reception");

        assertTrue(patient.connects(SOON), phones::lastWords);
        assertTrue(patient.hearing().hears(exchange.prompt(), SOON).isPresent(), "prompt heard");
        patient.presses('3');

        assertTrue(patient.ends(SOON), phones::lastWords);
        assertEquals(before, phones.phone("anne").timesRung());
    }

    @Test
    void aCallerWhoLeavesWhileItRingsIsGoneAtBothEnds() {
        var bea = phones.phone("bea").neverAnswers();
        var patient = phones.caller(PATIENT).dials("bea");

        assertTrue(bea.rings(SOON).isPresent(), phones::lastWords);
        assertTrue(patient.isRungBack(SOON), phones::lastWords);
        assertFalse(patient.isConnected());
        patient.hangsUp();

        assertTrue(patient.ends(SOON), phones::lastWords);
        assertTrue(bea.isFree(SOON), phones::lastWords);
    }

    @Test
    void aBusyPhoneIsHeardOfAtOnce() {
        phones.phone("carl").isBusy();
        var patient = phones.caller(PATIENT).dials("carl");

        assertTrue(patient.ends(SOON), phones::lastWords);
        assertEquals(486, patient.refusal());
    }
}
