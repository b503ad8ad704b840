package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;

/// A fax machine that calls an open practice on a real Asterisk, and persons who sound like one. Calls are
/// recorded: then Asterisk itself reads what two who talk send to each other.
@Tag("unhurried")
class FaxOnAsteriskTest extends InOneHouse {

    /// The tone by which a fax machine calls (T.30, CNG): so long in each three and a half seconds.
    private static final int CALLING_TONE = 1100;

    private static final Duration TONE = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private static final int INES_VOICE = 700;
    private static final String INES = "ines";

    FaxOnAsteriskTest() {
        super(HousePlan.small().recording());
    }

    @Test
    void aFaxMachineIsHungUpOnAndRingsNobody() {
        var scene = new Scene(house, List.of(INES), INES);
        Caller fax = soundsLikeAFax("771");

        assertTrue(scene.hears(fax, "fax-question"), "it is told from a person");
        assertTrue(fax.ends(SOON), house.engine()::lastWords);

        assertTrue(scene.passed("ended", 1));
        assertEquals(List.of("arrived", "answered", "greeted", "ended"), scene.stations());
        assertEquals(List.of("fax"), scene.dispositions());
        assertTrue(house.phoneOf(INES).rings(Duration.ZERO).isEmpty(), "nobody is rung");
    }

    @Test
    void whoSoundsLikeOneAndCannotPressAKeyReachesAnAssistant() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        Caller patient = soundsLikeAFax("772");
        assertTrue(scene.hears(patient, "fax-question"), "mistaken for a fax machine");

        patient.says(PATIENTS_VOICE);

        assertTrue(ines.rings(SOON.multipliedBy(2)).isPresent() && ines.connects(SOON), house.engine()::lastWords);
        assertTrue(
                patient.hearing().hearsTone(INES_VOICE, SOON) && ines.hearing().hearsTone(PATIENTS_VOICE, SOON));
        patient.hangsUp();
        assertTrue(patient.ends(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("handled"), scene.dispositions());
    }

    @Test
    void aTalkIsNotCutByTheTone() {
        var scene = new Scene(house, List.of(INES), INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        Caller patient = scene.presses('2', "773");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), house.engine()::lastWords);
        assertTrue(patient.hearing().hearsTone(INES_VOICE, SOON), "they talk");

        patient.beeps(CALLING_TONE, TONE, PAUSE);

        assertTrue(ines.hearing().hearsTone(CALLING_TONE, SOON), "she hears the tone");
        assertFalse(LabHouse.eventually(Duration.ofSeconds(8), () -> !ines.isConnected()), "three tones cut nothing");
        patient.says(PATIENTS_VOICE);
        assertTrue(ines.hearing().fromNow().hearsTone(PATIENTS_VOICE, SOON), "they talk on");
        patient.hangsUp();
        assertTrue(patient.ends(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("handled"), scene.dispositions());
    }

    private Caller soundsLikeAFax(String lastDigits) {
        Caller caller = house.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits)
                .beeps(CALLING_TONE, TONE, PAUSE)
                .dials(HousePlan.NUMBER);
        assertTrue(caller.connects(SOON), house.phones()::lastWords);
        return caller;
    }
}
