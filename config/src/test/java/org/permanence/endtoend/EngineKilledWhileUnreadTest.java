package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;

/// The engine dies while a doctor is rung for an unread message, on a real Asterisk.
@Tag("unhurried")
class EngineKilledWhileUnreadTest extends InOneHouse {

    private static final Duration LATE = Duration.ofSeconds(150);

    EngineKilledWhileUnreadTest() {
        super(HousePlan.small().ringingForUnread());
    }

    @Test
    void theNextEngineRingsTheNextDoctorOnceTheTelephoneIsSilent() {
        new Scene(house, List.of("ines")).leavesAMessage("746");
        var first = doctor().neverAnswers();
        var second = secondDoctor();
        assertTrue(first.rings(LATE).isPresent(), house.engine()::lastWords);

        house.engine().kill();
        house.startEngine();

        assertTrue(second.rings(Duration.ofSeconds(20)).isEmpty(), "the telephone might still ring");
        assertTrue(second.rings(LATE).isPresent() && second.connects(SOON), house.engine()::lastWords);
        assertTrue(
                second.hearing()
                        .hears(house.said(Scene.unread()).first(Duration.ofMillis(1_500)), SOON)
                        .isPresent(),
                "the doctor hears what it is about");
        second.presses('1');
        assertTrue(
                LabHouse.eventually(SOON, () -> house.messages().getFirst().has("accepted-by")),
                house.engine()::lastWords);
        assertEquals(1, first.timesRung());
        assertEquals(1, second.timesRung());
    }
}
