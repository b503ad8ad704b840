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
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import tools.jackson.databind.JsonNode;

/// Nobody reads a message in the practice's time, on a real Asterisk: those on call are rung, and only a key says
/// that somebody sees to it.
@Tag("unhurried")
class UnreadOnAsteriskTest extends InOneHouse {

    /// The practice's minute, and the next look.
    private static final Duration LATE = Duration.ofSeconds(150);

    UnreadOnAsteriskTest() {
        super(HousePlan.small().ringingForUnread());
    }

    @Test
    void theFirstDoctorDoesNotAnswerAndTheSecondSaysByKeyThatTheySeeToIt() {
        new Scene(house, List.of("ines")).leavesAMessage("745");
        var first = doctor().neverAnswers();
        var second = secondDoctor();

        assertTrue(first.rings(LATE).isPresent(), house.engine()::lastWords);
        assertTrue(second.rings(SOON).isPresent() && second.connects(SOON), house.phones()::lastWords);
        assertTrue(hears(second, Scene.unread()), "the doctor hears for which practice it is, and for how long");
        assertEquals("escalated", message().path("state").asString());
        assertFalse(message().has("accepted-by"), "whoever answered may be a machine");
        second.presses('1');
        assertTrue(hears(second, Scene.text("unread-accepted")), "it is noted");
        assertTrue(second.isFree(SOON), "and the call is over");

        assertTrue(LabHouse.eventually(SOON, () -> message().has("accepted-by")), house.engine()::lastWords);
        assertEquals("second-doctor", message().path("accepted-by").asString());
        assertEquals("escalated", message().path("state").asString(), "it is unread still");
        assertFalse(second.hearing().hearsTone(PATIENTS_VOICE, Duration.ofMillis(1)), "nothing of it was heard");
        assertEquals(1, first.timesRung());
        assertEquals(1, second.timesRung());
    }

    private JsonNode message() {
        return house.messages().getFirst();
    }

    private boolean hears(AnsweringPhone phone, String words) {
        return phone.hearing()
                .hears(house.said(words).first(Duration.ofMillis(1_500)), SOON)
                .isPresent();
    }
}
