package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// A thousand hostile connections to the FastAGI port while a patient calls.
class HostileAgiClientsTest extends SharedInstallation {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CLIENTS_PER_ATTACK = 200;
    private static final int PATIENT_TONE = 500;
    private static final int ASSISTANT_TONE = 700;

    HostileAgiClientsTest() {
        super(LabPlan.minimal());
    }

    @Test
    void misbehavingAgiClientsHaveNoEffectOnACall() {
        System.out.printf(
                "hostile agi clients: without them a call is answered after %.2f s%n", secondsToAnswer("741"));
        lab.signIn("ines");
        var ines = lab.phoneOf("ines").sendsTone(ASSISTANT_TONE);
        try (var clients = new HostileAgiClients(lab.agiPort(), CLIENTS_PER_ATTACK)) {
            eventually("a thousand have come", () -> clients.attacks() >= 5 * CLIENTS_PER_ATTACK);

            System.out.printf(
                    "hostile agi clients: among %d connections after %.2f s%n",
                    clients.attacks(), secondsToAnswer("740"));
            var patient =
                    lab.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + "742").sendsTone(PATIENT_TONE);
            assertTrue(patient.dials(LabPlan.PRACTICE_NUMBER).connects(SOON), lab.phones()::lastSippOutput);
            assertTrue(
                    patient.audio()
                            .findPrompt(lab.speech(LabPlan.GREETING), SOON)
                            .isPresent(),
                    "the patient hears the greeting");
            patient.presses('2');
            eventually("they are joined", () -> lab.eventCount("bridged") == 1);
            assertEquals(Map.of("routine", 1L), urgencies(), "the key is understood");
            assertTrue(patient.audio().hasTone(ASSISTANT_TONE, SOON), "the patient hears the assistant");
            assertTrue(ines.audio().hasTone(PATIENT_TONE, SOON), "the assistant hears the patient");
            patient.hangsUp();
            eventually("the calls are over", () -> lab.eventCount("ended") == 3);
            assertEquals(0, clients.tolerated(), "clients the engine did not disconnect");
        }
        eventually("no session stays", () -> lab.metric("permanence_agi_sessions") == 0);
        assertTrue(lab.metric("permanence_agi_rejected_total") >= 5 * CLIENTS_PER_ATTACK, "every rejection is counted");
        assertEquals(0, lab.metric("permanence_calls_fallback_total"), "calls sent to the fallback line");
        assertEquals(3, lab.metric("permanence_calls_total"), "calls");
    }

    /// The time until a caller is answered, who hangs up as soon as the engine has the call.
    private double secondsToAnswer(String lastDigits) {
        long greetedBefore = lab.eventCount("greeted");
        long dialled = System.nanoTime();
        var caller = lab.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits)
                .dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(caller.connects(SOON), lab.phones()::lastSippOutput);
        double seconds = (System.nanoTime() - dialled) / 1e9;
        eventually("the engine has the call", () -> lab.eventCount("greeted") > greetedBefore);
        caller.hangsUp();
        return seconds;
    }

    private void eventually(String what, BooleanSupplier condition) {
        assertTrue(
                LabInstallation.eventually(SOON, condition),
                () -> what + "\n" + lab.engine().lastLogLines());
    }
}
