package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;

/// The queue on a real Asterisk: two assistants, and who is rung when.
@Tag("unhurried")
class QueueOnAsteriskTest extends InOneHouse {

    private static final int INES_VOICE = 700;
    private static final int OMARS_VOICE = 900;
    private static final String INES = "ines";
    private static final String OMAR = "omar";

    QueueOnAsteriskTest() {
        super(HousePlan.small().withAssistants(INES, OMAR).ringing("5s").announcingEvery("8s"));
    }

    @Test
    void whoHasBeenReadyLongestIsRungFirst() {
        var scene = scene(OMAR, INES);
        var omar = house.phoneOf(OMAR).says(OMARS_VOICE);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var first = scene.presses('2', "742");
        assertTrue(omar.rings(SOON).isPresent() && omar.connects(SOON), house.phones()::lastWords);
        assertTrue(first.hearing().hearsTone(OMARS_VOICE, SOON), "Omar was ready first");

        var second = scene.presses('2', "743");

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), house.phones()::lastWords);
        assertTrue(second.hearing().hearsTone(INES_VOICE, SOON), "Inès is the next");
        assertTrue(omar.isConnected(), "the first conversation goes on");
        leave(first, second);
        assertTrue(scene.passed("ended", 2));
        assertEquals(List.of("handled", "handled"), scene.dispositions());
    }

    @Test
    void anAssistantWhoDoesNotAnswerIsAwayAndTheNextOneIsRung() {
        var scene = scene(INES, OMAR);
        var ines = house.phoneOf(INES).neverAnswers();
        var omar = house.phoneOf(OMAR).says(OMARS_VOICE);

        var patient = scene.presses('2', "744");

        assertTrue(ines.rings(SOON).isPresent(), house.phones()::lastWords);
        assertTrue(omar.rings(SOON).isPresent() && omar.connects(SOON), house.phones()::lastWords);
        assertTrue(patient.hearing().hearsTone(OMARS_VOICE, SOON), "the next assistant is heard");
        assertTrue(ines.isFree(SOON), "the first telephone no longer rings");
        assertEquals("away", house.stateOf(INES));
        leave(patient);
        assertTrue(scene.passed("ended", 1));
        assertEquals(1, scene.stations().stream().filter("queued"::equals).count(), "the caller kept the place");
        assertEquals(
                1, scene.stations().stream().filter("ring-no-answer"::equals).count());
    }

    @Test
    void aSecondCallerWaitsWithMusicIsToldThePositionAndIsNext() {
        var scene = scene(INES);
        var ines = house.phoneOf(INES).says(INES_VOICE);
        var first = scene.presses('2', "745");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), house.phones()::lastWords);
        assertTrue(first.hearing().hearsTone(INES_VOICE, SOON), "the first talks");

        var second = scene.presses('2', "746");
        assertTrue(scene.passed("queued", 2));
        assertTrue(second.hearing().fromNow().hearsMusic(SOON), "music while waiting");
        String position = Scene.text("position").replace("{position}", "1");
        assertTrue(scene.hearsWords(second, position), "the position is announced");
        String forecast = Scene.text("forecast-under").replace("{minutes}", "5");
        assertTrue(scene.hearsWords(second, forecast), "then the forecast");
        assertTrue(second.hearing().fromNow().hearsMusic(SOON), "then music again");
        assertFalse(second.hearing().hearsTone(INES_VOICE, Duration.ZERO), "and nothing of the other call");
        leave(first);

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), house.phones()::lastWords);
        assertTrue(second.hearing().hearsTone(INES_VOICE, SOON), "the second is served");
        leave(second);
        assertTrue(scene.passed("ended", 2));
        assertEquals(List.of("handled", "handled"), scene.dispositions());
    }

    @Test
    void whoeverRingsAgainIsAnsweredByTheAssistantWhoSpokeWithThemLast() {
        var scene = scene(INES);
        house.phoneOf(INES).says(INES_VOICE);
        var omar = house.phoneOf(OMAR).says(OMARS_VOICE);
        var patient = scene.presses('2', "747");
        assertTrue(patient.hearing().hearsTone(INES_VOICE, SOON), "nobody but Inès is there");
        leave(patient);
        house.signIn(OMAR);
        assertTrue(scene.becomes(INES, "wrap-up"));
        house.makeReady(INES);

        var again = scene.presses('2', "747");

        assertTrue(again.hearing().hearsTone(INES_VOICE, SOON), "Inès knows the caller");
        assertTrue(omar.rings(Duration.ZERO).isEmpty(), "though Omar has been ready for longer");
        leave(again);
        assertTrue(scene.passed("ended", 2));
        assertEquals(List.of("handled", "handled"), scene.dispositions());
    }

    private void leave(Caller... patients) {
        for (Caller patient : patients) {
            patient.hangsUp();
            assertTrue(patient.ends(SOON), house.phones()::lastWords);
        }
    }

    private Scene scene(String... signedIn) {
        return new Scene(house, List.of(INES, OMAR), signedIn);
    }
}
