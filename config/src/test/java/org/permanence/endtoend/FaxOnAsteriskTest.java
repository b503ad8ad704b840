package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// A fax machine calls an open practice on a real Asterisk, and persons call who sound like one. Calls are
/// recorded, so Asterisk itself reads what the parties send to each other.
@Tag("unhurried")
class FaxOnAsteriskTest extends SharedInstallation {

    /// The calling tone of a fax machine (T.30, CNG), repeated every three and a half seconds.
    private static final int CNG_HERTZ = 1100;

    private static final Duration CNG_LENGTH = Duration.ofMillis(500);
    private static final Duration CNG_PAUSE = Duration.ofSeconds(3);

    private static final int INES_TONE = 700;
    private static final String INES = "ines";

    FaxOnAsteriskTest() {
        super(LabPlan.minimal().withRecording());
    }

    @Test
    void faxMachineIsDisconnectedAndRingsNoAssistant() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        Caller fax = callerWithFaxTone("771");

        assertTrue(scenario.hearsPrompt(fax, "fax-question"), "the fax machine hears the fax question");
        assertTrue(fax.ends(SOON), lab.engine()::lastLogLines);

        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("arrived", "answered", "greeted", "ended"), scenario.events());
        assertEquals(List.of("fax"), scenario.dispositions());
        assertTrue(lab.phoneOf(INES).rings(Duration.ZERO).isEmpty(), "no phone rings");
    }

    @Test
    void callerWithFaxToneAndNoKeyReachesAnAssistant() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        Caller patient = callerWithFaxTone("772");
        assertTrue(scenario.hearsPrompt(patient, "fax-question"), "the patient hears the fax question");

        patient.sendsTone(PATIENT_TONE);

        assertTrue(ines.rings(SOON.multipliedBy(2)).isPresent() && ines.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON) && ines.audio().hasTone(PATIENT_TONE, SOON));
        patient.hangsUp();
        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("handled"), scenario.dispositions());
    }

    @Test
    void faxToneDoesNotDisconnectAConversation() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        Caller patient = scenario.callerPresses('2', "773");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON), "the patient hears the assistant");

        patient.sendsToneBursts(CNG_HERTZ, CNG_LENGTH, CNG_PAUSE);

        assertTrue(ines.audio().hasTone(CNG_HERTZ, SOON), "the assistant hears the tone");
        assertFalse(
                LabInstallation.eventually(Duration.ofSeconds(8), () -> !ines.isConnected()),
                "three tones do not end the conversation");
        patient.sendsTone(PATIENT_TONE);
        assertTrue(ines.audio().fromNow().hasTone(PATIENT_TONE, SOON), "the conversation continues");
        patient.hangsUp();
        assertTrue(patient.ends(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(List.of("handled"), scenario.dispositions());
    }

    private Caller callerWithFaxTone(String lastDigits) {
        Caller caller = lab.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits)
                .sendsToneBursts(CNG_HERTZ, CNG_LENGTH, CNG_PAUSE)
                .dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(caller.connects(SOON), lab.phones()::lastSippOutput);
        return caller;
    }
}
