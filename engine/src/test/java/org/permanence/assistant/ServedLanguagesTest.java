package org.permanence.assistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.practice.Language;
import org.permanence.testing.SamplePractices;

class ServedLanguagesTest {

    @Test
    void languageMustBeSpokenByAnAssistantWhoServesThePractice() {
        Assistant french = SamplePractices.INES.withLanguages(Set.of(Language.FR));
        Assistant elsewhere = SamplePractices.ZOE.withLanguages(Set.of(Language.FR));

        assertEquals(List.of(Language.FR), ServedLanguages.missing(LES_LILAS, List.of()));
        assertEquals(List.of(Language.FR), ServedLanguages.missing(LES_LILAS, List.of(elsewhere)));
        assertEquals(List.of(), ServedLanguages.missing(LES_LILAS, List.of(elsewhere, french)));
        assertEquals(List.of(Language.EN), ServedLanguages.missing(PORT_ROYAL, List.of(elsewhere, french)));
    }
}
