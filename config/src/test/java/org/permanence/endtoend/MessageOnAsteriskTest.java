package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.lab.PlainTraces;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// A closed practice that takes messages, on a real Asterisk.
@Tag("unhurried")
class MessageOnAsteriskTest extends InOneHouse {

    /// Of sealed sound: two seconds.
    private static final long TWO_SECONDS = 64_000;

    /// Of the tone after which one speaks.
    private static final int TONE = 850;

    private static final String INES = "ines";

    MessageOnAsteriskTest() {
        super(HousePlan.small().closed().takingMessages());
    }

    @Test
    void whatACallerSaysAfterTheToneIsAMessageWithTheNumberTheyConfirmed() throws IOException {
        int before = house.messages().size();
        var scene = new Scene(house, List.of(INES));
        var patient = isInvited(scene, "742");
        speaks(patient);

        patient.presses('#');

        assertTrue(scene.hears(patient, "message-number-question"), house.engine()::lastWords);
        patient.presses('1');
        assertTrue(scene.hears(patient, "message-kept"), house.engine()::lastWords);
        assertTrue(patient.ends(SOON) && scene.passed("ended", 1), house.engine()::lastWords);
        assertEquals(List.of("message-taken"), scene.dispositions());
        JsonNode message = house.messages().get(before);
        assertEquals("new", message.path("state").asString());
        assertEquals("confirmed", message.path("number").asString());
        String id = message.path("message").asString();
        assertTrue(house.playsMessage(id).callerSays(PATIENTS_VOICE), "the caller is heard, and on their side alone");
        assertEquals("read", house.messages().get(before).path("state").asString());
        assertTrue(
                house.engine()
                        .does("message", "number", id, "--by", "manager", "--purpose", "treat")
                        .contains(Fixtures.NATIONAL_NUMBER_PREFIX + "742"),
                "the number to call back");
        house.engine().does("message", "acknowledge", id, "--by", "manager", "--purpose", "treat");
        assertEquals("acknowledged", house.messages().get(before).path("state").asString());
        nothingIsPlain();
    }

    @Test
    void whoeverHangsUpInTheMiddleHasLeftAMessage() throws IOException {
        int before = house.messages().size();
        var scene = new Scene(house, List.of(INES));
        var patient = isInvited(scene, "743");
        speaks(patient);

        patient.hangsUp();

        assertTrue(scene.passed("ended", 1), house.engine()::lastWords);
        assertEquals(List.of("message-taken"), scene.dispositions());
        assertTrue(LabHouse.eventually(SOON, () -> house.messages().size() == before + 1), house.engine()::lastWords);
        JsonNode message = house.messages().get(before);
        assertEquals("unconfirmed", message.path("number").asString());
        String id = message.path("message").asString();
        assertTrue(house.playsMessage(id).callerSays(PATIENTS_VOICE), "what was said until then is heard");
        nothingIsPlain();
    }

    @Test
    void whoeverHangsUpBeforeTheToneLeavesNothing() {
        int before = house.messages().size();
        var scene = new Scene(house, List.of(INES));
        var patient = isInvited(scene, "744");

        patient.hangsUp();

        assertTrue(scene.passed("ended", 1), house.engine()::lastWords);
        assertFalse(scene.stations().contains("message-left"));
        assertTrue(
                LabHouse.eventually(
                        SOON,
                        () -> house.recordings().stream()
                                .noneMatch(recording ->
                                        recording.path("state").asString().equals("open"))),
                house.engine()::lastWords);
        assertEquals(before, house.messages().size());
    }

    /// The emergency number comes before the invitation.
    private Caller isInvited(Scene scene, String lastDigits) {
        var patient = scene.presses('2', lastDigits);
        assertTrue(scene.hears(patient, "dial-emergency"), "15 or 112 first");
        assertTrue(scene.hears(patient, "message-invitation"), house.engine()::lastWords);
        return patient;
    }

    private void speaks(Caller patient) {
        assertTrue(patient.hearing().hearsTone(TONE, SOON), house.engine()::lastWords);
        long before = house.sealedBytes();
        assertTrue(
                LabHouse.eventually(SOON, () -> house.sealedBytes() > before + TWO_SECONDS), house.engine()::lastWords);
    }

    private void nothingIsPlain() throws IOException {
        Path work = house.work();
        var traces = new PlainTraces(work.resolve("state"), work.resolve("engine.log"));
        assertEquals(List.of(), traces.ofTone(PATIENTS_VOICE), "files with a patient's voice");
        assertEquals(List.of(), traces.ofText(Fixtures.NATIONAL_NUMBER_PREFIX + "7"), "files with a patient's number");
        assertEquals(List.of(), traces.ofText(Fixtures.NUMBER_PREFIX.substring(1) + "7"), "files with it in E.164");
    }
}
