package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;

/// A thousand connections at the FastAGI port that are no calls, while a patient calls.
class HostileAgiClientsTest extends InOneHouse {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int EACH = 200;
    private static final int PATIENTS_VOICE = 500;
    private static final int ASSISTANTS_VOICE = 700;

    HostileAgiClientsTest() {
        super(HousePlan.small());
    }

    @Test
    void clientsThatCloseStaySilentTalkGarbageOrDripHaveNoEffectOnACall() {
        System.out.printf("hostile agi clients: without them a call is answered after %.2f s%n", answersAfter("741"));
        house.signIn("ines");
        var ines = house.phoneOf("ines").says(ASSISTANTS_VOICE);
        try (var clients = new HostileAgiClients(house.agiPort(), EACH)) {
            eventually("a thousand have come", () -> clients.attacks() >= 5 * EACH);

            System.out.printf(
                    "hostile agi clients: among %d connections after %.2f s%n", clients.attacks(), answersAfter("740"));
            var patient = house.phones()
                    .caller(Fixtures.NATIONAL_NUMBER_PREFIX + "742")
                    .says(PATIENTS_VOICE);
            assertTrue(patient.dials(HousePlan.NUMBER).connects(SOON), house.phones()::lastWords);
            assertTrue(
                    patient.hearing()
                            .hears(house.said(HousePlan.GREETING), SOON)
                            .isPresent(),
                    "the greeting is heard");
            for (int tries = 0; tries < 20 && house.passed("triaged") == 0; tries++) {
                patient.presses('2');
                LabHouse.eventually(Duration.ofSeconds(1), () -> house.passed("triaged") == 1);
            }
            eventually("they are joined", () -> house.passed("bridged") == 1);
            assertTrue(patient.hearing().hearsTone(ASSISTANTS_VOICE, SOON), "the assistant is heard");
            assertTrue(ines.hearing().hearsTone(PATIENTS_VOICE, SOON), "the patient is heard");
            patient.hangsUp();
            eventually("the calls are over", () -> house.passed("ended") == 3);
            assertEquals(0, clients.borne(), "clients the engine did not throw out");
        }
        eventually("no session stays", () -> house.metric("permanence_agi_sessions") == 0);
        assertTrue(house.metric("permanence_agi_refused_total") >= 5 * EACH, "each is counted");
        assertEquals(0, house.metric("permanence_fallback_total"), "calls at the fallback");
        assertEquals(3, house.metric("permanence_calls_total"), "calls");
    }

    /// A caller who leaves at once.
    private double answersAfter(String end) {
        long dialled = System.nanoTime();
        var caller =
                house.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + end).dials(HousePlan.NUMBER);
        assertTrue(caller.connects(SOON), house.phones()::lastWords);
        double seconds = (System.nanoTime() - dialled) / 1e9;
        caller.hangsUp();
        return seconds;
    }

    private void eventually(String what, BooleanSupplier holds) {
        assertTrue(
                LabHouse.eventually(SOON, holds),
                () -> what + "\n" + house.engine().lastWords());
    }
}
