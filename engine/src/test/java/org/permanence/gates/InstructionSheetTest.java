package org.permanence.gates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionSheetTest {

    private static final String QUESTION = "\n? Promise a date?\n- Yes.\n+ No.\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '? A\\n- b\\n- c'                  | question 1: 2 choices (expected: 2 to 6, one of which starts with +)
            '? A\\n+ b'                        | question 1: 1 choices (expected: 2 to 6, one of which starts with +)
            '? '                               | question 1: empty (expected: a text after ?)
            '? A'                              | question 1: 0 choices (expected: 2 to 6, one of which starts with +)
            '? A\\n+ b\\n+ c'                  | question 1: two right choices (expected: one line that starts with +)
            '? A\\n+ b\\n- c\\nText'           | question 1: another line below it (expected: choices that start with + or -)
            '? A\\n+ b\\n- c\\n? D\\n- e'      | question 2: 1 choices (expected: 2 to 6, one of which starts with +)
            """)
    void unusableQuestionIsRefused(String sheet, String message) {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> InstructionSheet.parse(sheet.replace("\\n", "\n")));

        assertEquals(message, refused.getMessage());
    }

    @Test
    void atMostFiveQuestionsAreAsked() {
        assertEquals(
                5,
                InstructionSheet.parse("Text" + QUESTION.repeat(5)).questions().size());
        var refused =
                assertThrows(IllegalArgumentException.class, () -> InstructionSheet.parse("Text" + QUESTION.repeat(6)));

        assertEquals("questions: 6 (expected: at most 5)", refused.getMessage());
    }

    @Test
    void onlyAllRightAnswersPass() {
        InstructionSheet sheet =
                InstructionSheet.parse("Text\n- a list\n" + QUESTION + "\n? And a drug?\n+ Yes.\n- No.");

        assertEquals("Text\n- a list", sheet.text());
        assertEquals(List.of("Yes.", "No."), sheet.questions().getFirst().choices());
        assertTrue(sheet.isPassed(List.of(2, 1)));
        assertFalse(sheet.isPassed(List.of(2, 2)));
        assertFalse(sheet.isPassed(List.of(1, 1)));
        assertFalse(sheet.isPassed(List.of(2)));
        assertFalse(sheet.isPassed(List.of()));
        assertFalse(sheet.isPassed(List.of(2, 1, 1)));
    }

    @Test
    void aSheetWithoutQuestionsIsPassedByReadingIt() {
        assertTrue(InstructionSheet.parse("Text").isPassed(List.of()));
    }
}
