package org.permanence.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnumWordsTest {

    enum State {
        READY,
        WRAP_UP
    }

    @ParameterizedTest
    @EnumSource
    void wordStandsForItsConstant(State state) {
        assertEquals(Optional.of(state), EnumWords.parse(State.class, EnumWords.of(state)));
    }

    @Test
    void wordsAreInLowerCaseWithHyphens() {
        assertEquals(List.of("ready", "wrap-up"), EnumWords.all(State.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WRAP_UP", "Wrap-up", "wrap_up", "wrap-up ", "ready,wrap-up"})
    void otherWordIsUnknown(String word) {
        assertEquals(Optional.empty(), EnumWords.parse(State.class, word));
    }
}
