package org.permanence.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-ines",
                "Ines",
                "ines ",
                "inès",
                "les_lilas",
                "les.lilas",
                "ines\n",
                "a1234567890123456789012345678901234567890"
            })
    void otherTextsAreRefused(String text) {
        assertFalse(Slug.isSlug(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "les-lilas", "dr-martin-2", "a123456789012345678901234567890123456789"})
    void shortLowerCaseNamesAreSlugs(String text) {
        assertTrue(Slug.isSlug(text));
    }

    @Test
    void refusalNamesThePlaceTheValueAndWhatIsExpected() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Slug.require("line", "Le Bureau"));
        assertEquals("line: Le Bureau (expected: 1 to 40 lower-case letters, digits and '-')", refusal.getMessage());
    }
}
