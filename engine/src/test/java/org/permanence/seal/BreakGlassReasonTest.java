package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.privacy.PersonalText;

class BreakGlassReasonTest {

    private static final String TEXT = "Patient sans connaissance, traitement inconnu";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 501, 10_000})
    void reasonHas20To500Characters(int length) {
        assertThrows(IllegalArgumentException.class, () -> reason("é".repeat(length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 500})
    void charactersAreCountedAndNotTheirBytes(int length) {
        assertEquals("😀".repeat(length), reason("😀".repeat(length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\0", "\u001b", "\u0085", "\u2028", "\u2029", "\u202e", "\ud800"})
    void controlCharactersAreRefused(String refused) {
        assertThrows(IllegalArgumentException.class, () -> reason(TEXT + refused + TEXT));
    }

    @Test
    void spaceAroundItDoesNotCount() {
        assertEquals(TEXT, reason("  " + TEXT + " \n"));
        assertThrows(IllegalArgumentException.class, () -> reason(" ".repeat(30)));
    }

    @Test
    void refusalDoesNotQuoteIt() {
        String message = assertThrows(IllegalArgumentException.class, () -> reason(TEXT + "\0"))
                .getMessage();

        assertFalse(String.valueOf(message).contains("Patient"), message);
    }

    private static String reason(String text) {
        return new BreakGlassReason(new PersonalText(text)).text().text();
    }
}
