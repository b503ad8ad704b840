package org.permanence.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

class PlaceTest {

    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    private static final TeamId CENTRE = new TeamId("centre");
    private static final Map<String, Place> WORDS = Map.of(
            "practice:les-lilas", new Place.OfPractice(LES_LILAS),
            "team:centre", new Place.OfTeam(CENTRE),
            "installation", new Place.Installation());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "practice",
                "practice:",
                "practice:Les Lilas",
                "les-lilas",
                "team:",
                "installation:",
                "installation:all",
                "city:paris"
            })
    void anotherWordIsNoPlace(String word) {
        assertThrows(IllegalArgumentException.class, () -> Place.parse(word));
    }

    @Test
    void aWordIsReadAndWritten() {
        WORDS.forEach((word, place) -> {
            assertEquals(place, Place.parse(word));
            assertEquals(word, place.word());
        });
    }

    @Test
    void aRequestAboutAPlaceConcernsThatPlaceAlone() {
        assertEquals(
                Optional.of(LES_LILAS),
                new Place.OfPractice(LES_LILAS).subject().practice());
        assertEquals(Optional.of(CENTRE), new Place.OfTeam(CENTRE).subject().team());
        assertEquals(Subject.installation(), new Place.Installation().subject());
        assertEquals(
                Optional.of(new Login("ines")),
                Subject.ofPerson(new Login("ines")).person());
        assertFalse(new Place.OfPractice(LES_LILAS).covers(Subject.ofPractice(new PracticeId("port-royal"))));
        assertFalse(new Place.OfTeam(CENTRE).covers(Subject.ofPractice(LES_LILAS)));
        assertTrue(new Place.Installation().covers(Subject.ofTeam(CENTRE)));
    }
}
