package org.permanence.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.UNCLEAR;
import static org.permanence.triage.Urgency.URGENT;
import static org.permanence.triage.Urgency.VITAL;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.call.Answer;
import org.permanence.triage.MenuStep.Done;

/// The numbered cases of [TriageMenu]. In key sequences a dot means no input.
class TriageMenuTest {

    private static final CallReason RESULTS = new CallReason("results");
    private static final CallReason APPOINTMENT = new CallReason("appointment");

    private static final TriageMenu MENU = new TriageMenu(List.of(
            new MenuQuestion(
                    "reason",
                    Map.of(
                            '1', classifies(URGENT),
                            '2', new KeyAction.LeadsTo("which"),
                            '3', classifies(VITAL))),
            new MenuQuestion(
                    "which", Map.of('1', classifies(ROUTINE, APPOINTMENT), '2', classifies(ROUTINE, RESULTS)))));

    @Test
    void answerThatLeadsBackIsRefused() {
        var loop = new MenuQuestion("again", Map.of('1', new KeyAction.LeadsTo("again")));

        assertThrows(IllegalArgumentException.class, () -> new TriageMenu(List.of(loop)));
    }

    @Test
    void questionWithoutKeysIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MenuQuestion("reason", Map.of()));
    }

    @Test
    void triageResultIsNotPrinted() {
        assertEquals("[triage result]", new TriageResult(VITAL, Optional.of(RESULTS)).toString());
    }

    @Test
    void case1Key1IsVitalBeforeAnyOtherQuestion() {
        assertEquals(new TriageResult(VITAL), resultAfter(MENU, "1"));
        assertEquals(new TriageResult(VITAL), resultAfter(MENU, ".1"));
    }

    @Test
    void case2Key2IsRoutineIfThePracticeHasNoQuestions() {
        assertEquals(new TriageResult(ROUTINE), resultAfter(TriageMenu.EMERGENCY_ONLY, "2"));
    }

    @Test
    void case2AnswerClassifiesTheCallOrLeadsToALaterQuestion() {
        assertEquals(new TriageResult(URGENT), resultAfter(MENU, "21"));
        assertEquals(new TriageResult(VITAL), resultAfter(MENU, "23"));
        assertEquals(new TriageResult(ROUTINE, Optional.of(RESULTS)), resultAfter(MENU, "222"));
    }

    @Test
    void case3CallIsUnclearAfterTwoInvalidKeysOrNoInput() {
        for (String keys : List.of("..", "77", ".*", "2..", "29#", "22.0", "5.")) {
            assertEquals(new TriageResult(UNCLEAR), resultAfter(MENU, keys), keys);
        }
        assertEquals(new TriageResult(URGENT), resultAfter(MENU, ".2.1"));
    }

    @Test
    void possibleResultsIncludeEachUrgencyWithoutAReason() {
        assertEquals(
                Set.of(new TriageResult(UNCLEAR), new TriageResult(ROUTINE)),
                TriageMenu.EMERGENCY_ONLY.possibleResults());
        assertEquals(
                Set.of(
                        new TriageResult(UNCLEAR),
                        new TriageResult(URGENT),
                        new TriageResult(ROUTINE),
                        new TriageResult(ROUTINE, Optional.of(APPOINTMENT)),
                        new TriageResult(ROUTINE, Optional.of(RESULTS))),
                MENU.possibleResults());
    }

    private static KeyAction classifies(Urgency urgency) {
        return new KeyAction.Classifies(new TriageResult(urgency));
    }

    private static KeyAction classifies(Urgency urgency, CallReason reason) {
        return new KeyAction.Classifies(new TriageResult(urgency, Optional.of(reason)));
    }

    private static TriageResult resultAfter(TriageMenu menu, String keys) {
        MenuStep step = menu.firstStep();
        for (int index = 0; index < keys.length(); index++) {
            char key = keys.charAt(index);
            step = menu.next(step, key == '.' ? new Answer.NoInput() : new Answer.Digit(key));
        }
        return ((Done) step).triage();
    }
}
