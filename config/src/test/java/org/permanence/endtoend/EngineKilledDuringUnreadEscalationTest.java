package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// The engine dies while a doctor's phone rings for an unread message, on a real Asterisk.
@Tag("unhurried")
class EngineKilledDuringUnreadEscalationTest extends SharedInstallation {

    private static final Duration UNREAD_TIMEOUT = Duration.ofSeconds(150);

    EngineKilledDuringUnreadEscalationTest() {
        super(LabPlan.minimal().withUnreadEscalation());
    }

    @Test
    void restartedEngineRingsTheNextDoctorOnceTheFirstNoLongerRings() {
        new Scenario(lab, List.of("ines")).leaveMessage("746");
        var first = doctor().neverAnswers();
        var second = secondDoctor();
        assertTrue(first.rings(UNREAD_TIMEOUT).isPresent(), lab.engine()::lastLogLines);

        lab.engine().kill();
        lab.startEngine();

        assertTrue(
                second.rings(Duration.ofSeconds(20)).isEmpty(),
                "no second doctor rings while the first telephone may still ring");
        assertTrue(second.rings(UNREAD_TIMEOUT).isPresent() && second.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(
                Scenario.hearsStart(second.audio(), lab.speech(Scenario.unreadQuestion()), SOON),
                "the doctor hears the question about the unread message");
        second.presses('1');
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.messages().getFirst().has("accepted-by")),
                lab.engine()::lastLogLines);
        assertEquals(1, first.ringCount());
        assertEquals(1, second.ringCount());
    }
}
