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
import org.permanence.triage.Step.Knows;

/// The numbered cases of [Questions]. A dot is silence.
class QuestionsTest {

    private static final Matter RESULTS = new Matter("results");
    private static final Matter APPOINTMENT = new Matter("appointment");

    private static final Questions OWN = new Questions(List.of(
            new ClosedQuestion(
                    "reason",
                    Map.of(
                            '1', says(URGENT),
                            '2', new Meaning.Asks("which"),
                            '3', says(VITAL))),
            new ClosedQuestion("which", Map.of('1', says(ROUTINE, APPOINTMENT), '2', says(ROUTINE, RESULTS)))));

    @Test
    void anAnswerThatLeadsBackIsRefusedForNobodyWouldComeToAnEnd() {
        var again = new ClosedQuestion("again", Map.of('1', new Meaning.Asks("again")));

        assertThrows(IllegalArgumentException.class, () -> new Questions(List.of(again)));
    }

    @Test
    void aQuestionWithoutAKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ClosedQuestion("reason", Map.of()));
    }

    @Test
    void whatACallerSaidIsNotPrinted() {
        assertEquals("[said]", new Said(VITAL, Optional.of(RESULTS)).toString());
    }

    @Test
    void case1Key1IsVitalBeforeAnythingElseIsAsked() {
        assertEquals(new Said(VITAL), answered(OWN, "1"));
        assertEquals(new Said(VITAL), answered(OWN, ".1"));
    }

    @Test
    void case2Key2IsARoutineCallWhereThePracticeAsksNothing() {
        assertEquals(new Said(ROUTINE), answered(Questions.NONE, "2"));
    }

    @Test
    void case2AnAnswerSaysWhatItMeansOrLeadsToALaterQuestion() {
        assertEquals(new Said(URGENT), answered(OWN, "21"));
        assertEquals(new Said(VITAL), answered(OWN, "23"));
        assertEquals(new Said(ROUTINE, Optional.of(RESULTS)), answered(OWN, "222"));
    }

    @Test
    void case3AnyOtherKeyAndSilenceAreAskedOnceMoreThenTheCallIsUnclear() {
        for (String keys : List.of("..", "77", ".*", "2..", "29#", "22.0", "5.")) {
            assertEquals(new Said(UNCLEAR), answered(OWN, keys), keys);
        }
        assertEquals(new Said(URGENT), answered(OWN, ".2.1"));
    }

    @Test
    void everyOutcomeIsKnownBeforehandAndEachUrgencyAlsoWithoutAMatter() {
        assertEquals(Set.of(new Said(UNCLEAR), new Said(ROUTINE)), Questions.NONE.outcomes());
        assertEquals(
                Set.of(
                        new Said(UNCLEAR),
                        new Said(URGENT),
                        new Said(ROUTINE),
                        new Said(ROUTINE, Optional.of(APPOINTMENT)),
                        new Said(ROUTINE, Optional.of(RESULTS))),
                OWN.outcomes());
    }

    private static Meaning says(Urgency urgency) {
        return new Meaning.Says(new Said(urgency));
    }

    private static Meaning says(Urgency urgency, Matter matter) {
        return new Meaning.Says(new Said(urgency, Optional.of(matter)));
    }

    private static Said answered(Questions questions, String keys) {
        Step step = questions.first();
        for (int at = 0; at < keys.length(); at++) {
            char key = keys.charAt(at);
            step = questions.after(step, key == '.' ? new Answer.Silence() : new Answer.Keyed(key));
        }
        return ((Knows) step).said();
    }
}
