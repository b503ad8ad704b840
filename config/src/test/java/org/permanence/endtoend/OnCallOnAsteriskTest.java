package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.SOON;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.HousePlan;

/// A closed practice whose doctors are on call, on a real Asterisk: whoever cannot wait is rung through to them,
/// and only a key takes the call.
@Tag("unhurried")
class OnCallOnAsteriskTest extends InOneHouse {

    private static final int DOCTORS_VOICE = 900;
    private static final int SECOND_VOICE = 1100;
    private static final String INES = "ines";

    /// Ringing, the question twice, and some time for a busy machine.
    private static final Duration A_ROUND = Duration.ofSeconds(60);

    private static final String AUTHOR = "--author=claire";
    private static final String REASON = "--reason=Malade";

    OnCallOnAsteriskTest() {
        super(HousePlan.small().closed().withOnCall());
    }

    @Test
    void whereNobodyPressesTheKeyTheCallerIsToldToDialAndNobodyIsJoined() {
        var scene = scene();
        var machine = doctor().says(DOCTORS_VOICE);
        secondDoctor().isBusy();
        var patient = scene.urgent("751");

        assertTrue(machine.rings(SOON).isPresent() && machine.connects(SOON), house.phones()::lastWords);
        assertTrue(scene.asks(machine), "it is asked");
        assertTrue(scene.hears(patient, "ringing-next"), "the patient hears that another is rung");
        machine.neverAnswers();
        assertTrue(
                patient.hearing()
                        .hears(house.said(Scene.text("dial-emergency")).first(Duration.ofMillis(1_500)), A_ROUND)
                        .isPresent(),
                "15 or 112");
        assertTrue(patient.ends(A_ROUND) && scene.passed("ended", 1));
        assertFalse(patient.hearing().hearsTone(DOCTORS_VOICE, Duration.ofMillis(1)), "the machine was never heard");
        assertEquals(List.of("emergency-announced"), scene.dispositions());
        assertTrue(scene.passed("not-accepted", 4), "each try is in the journal");
    }

    @Test
    void theFirstDoctorDoesNotAnswerAndTheSecondTakesTheCallByKey() {
        var scene = scene();
        var patient = secondDoctorAccepts(scene, "752", SECOND_VOICE);
        patient.hangsUp();
        assertTrue(secondDoctor().isFree(SOON) && scene.passed("ended", 1));
        assertEquals(List.of("escalated"), scene.dispositions());
        assertTrue(scene.passed("not-accepted", 1) && scene.passed("accepted", 1));
    }

    @Test
    void whoeverStandsInForTheOthersIsRungFirstAtOnce() {
        var scene = scene();
        String until = LocalDateTime.now(ZoneId.of("Europe/Paris"))
                .plusHours(2)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        house.engine().does("on-call", "replace", "les-lilas", "--by", "second-doctor", "--to", until, AUTHOR, REASON);
        try {
            var second = secondDoctor().says(SECOND_VOICE);

            var patient = scene.urgent("754");

            assertTrue(second.rings(SOON).isPresent() && second.connects(SOON), house.phones()::lastWords);
            assertTrue(doctor().rings(Duration.ZERO).isEmpty(), "the first doctor is let alone");
            assertTrue(scene.asks(second), "the doctor hears for whom it is");
            second.presses('1');
            assertTrue(patient.hearing().hearsTone(SECOND_VOICE, SOON), "the doctor is heard");
            patient.hangsUp();
            assertTrue(second.isFree(SOON) && scene.passed("ended", 1));
        } finally {
            house.engine().does("on-call", "cancel", "1", AUTHOR, REASON);
        }
    }

    @Test
    void whoeverRefusesByKeyIsLetGoAtOnceAndTheNextIsRung() {
        var scene = scene();
        var first = doctor().says(DOCTORS_VOICE);
        var second = secondDoctor().says(SECOND_VOICE);
        var patient = scene.urgent("753");

        assertTrue(
                first.rings(SOON).isPresent() && first.connects(SOON) && scene.asks(first), house.phones()::lastWords);
        first.presses('2');
        assertTrue(first.isFree(SOON), "let go");
        assertTrue(second.rings(SOON).isPresent() && second.connects(SOON) && scene.asks(second), "the next");
        second.presses('1');
        assertTrue(patient.hearing().hearsTone(SECOND_VOICE, SOON), "the doctor is heard");
        patient.hangsUp();
        assertTrue(second.isFree(SOON) && scene.passed("ended", 1));
    }

    private Scene scene() {
        return new Scene(house, List.of(INES));
    }
}
