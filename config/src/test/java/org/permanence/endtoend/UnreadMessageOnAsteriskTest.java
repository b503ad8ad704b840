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
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import tools.jackson.databind.JsonNode;

/// A message is not read within the practice's time limit, on a real Asterisk. The on-call doctors are rung, and
/// only a key confirms that a doctor takes care of it.
@Tag("unhurried")
class UnreadMessageOnAsteriskTest extends SharedInstallation {

    /// The practice's limit of one minute, and the time until the next pass.
    private static final Duration UNREAD_TIMEOUT = Duration.ofSeconds(150);

    UnreadMessageOnAsteriskTest() {
        super(LabPlan.minimal().withUnreadEscalation());
    }

    @Test
    void secondDoctorAcceptsByKeyWhenTheFirstDoesNotAnswer() {
        new Scenario(lab, List.of("ines")).leaveMessage("745");
        var first = doctor().neverAnswers();
        var second = secondDoctor();

        assertTrue(first.rings(UNREAD_TIMEOUT).isPresent(), lab.engine()::lastLogLines);
        assertTrue(second.rings(SOON).isPresent() && second.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(
                hearsText(second, Scenario.unreadQuestion()),
                "the doctor hears the practice's name and how long the message has waited");
        assertEquals("escalated", message().path("state").asString());
        assertFalse(
                message().has("accepted-by"), "answering alone does not accept, because a machine may have answered");
        second.presses('1');
        assertTrue(
                hearsText(second, Scenario.promptText("unread-accepted")),
                "the doctor hears that the message is accepted");
        assertTrue(second.isFree(SOON), "the call is over");

        assertTrue(LabInstallation.eventually(SOON, () -> message().has("accepted-by")), lab.engine()::lastLogLines);
        assertEquals("second-doctor", message().path("accepted-by").asString());
        assertEquals("escalated", message().path("state").asString(), "the message is still unread");
        assertFalse(
                second.audio().hasTone(PATIENT_TONE, Duration.ofMillis(1)), "the doctor hears nothing of the message");
        assertEquals(1, first.ringCount());
        assertEquals(1, second.ringCount());
    }

    private JsonNode message() {
        return lab.messages().getFirst();
    }

    private boolean hearsText(AnsweringPhone phone, String text) {
        return Scenario.hearsStart(phone.audio(), lab.speech(text), SOON);
    }
}
