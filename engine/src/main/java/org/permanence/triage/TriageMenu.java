package org.permanence.triage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.permanence.call.Answer;
import org.permanence.call.Answer.Digit;
import org.permanence.call.Answer.NoInput;
import org.permanence.triage.MenuStep.Asks;
import org.permanence.triage.MenuStep.AsksEmergency;
import org.permanence.triage.MenuStep.Done;

/// The questions that callers answer by key before anything else:
///
/// 1. The emergency question comes first: key 1 is vital, key 2 continues.
/// 2. The practice's own questions follow, beginning with the first. An answer gives the result, or leads to a
///    later question. Without questions of the practice, key 2 is a routine call.
/// 3. Any other key, or no input, repeats the question once. Then the call is unclear: a caller who cannot press a
///    key may be in danger.
///
/// The menu is a pure function: calls and simulations use it alike.
public record TriageMenu(List<MenuQuestion> practiceQuestions) {

    /// The emergency question only.
    public static final TriageMenu EMERGENCY_ONLY = new TriageMenu(List.of());

    private static final TriageResult UNCLEAR = new TriageResult(Urgency.UNCLEAR);

    public TriageMenu {
        practiceQuestions = List.copyOf(practiceQuestions);
        for (int index = 0; index < practiceQuestions.size(); index++) {
            Set<String> laterQuestions = names(practiceQuestions.subList(index + 1, practiceQuestions.size()));
            for (KeyAction action : practiceQuestions.get(index).keys().values()) {
                if (action instanceof KeyAction.LeadsTo(String question) && !laterQuestions.contains(question)) {
                    throw new IllegalArgumentException(
                            "question " + practiceQuestions.get(index).name() + ": leads to " + question
                                    + " (expected: a later question)");
                }
            }
        }
    }

    private static Set<String> names(List<MenuQuestion> questions) {
        Set<String> names = new LinkedHashSet<>();
        questions.forEach(question -> names.add(question.name()));
        return names;
    }

    /// The first step.
    public MenuStep firstStep() {
        return new AsksEmergency(false);
    }

    /// The step that follows from an answer.
    public MenuStep next(MenuStep step, Answer answer) {
        return switch (step) {
            case AsksEmergency(boolean again) -> nextAfterEmergency(answer, again);
            case Asks(MenuQuestion question, boolean again) -> next(question, answer, again);
            case Done done -> done;
        };
    }

    private MenuStep nextAfterEmergency(Answer answer, boolean again) {
        return switch (answer) {
            case Digit(char key) when key == '1' -> new Done(new TriageResult(Urgency.VITAL));
            case Digit(char key)
            when key == '2' ->
                practiceQuestions.isEmpty()
                        ? new Done(new TriageResult(Urgency.ROUTINE))
                        : new Asks(practiceQuestions.getFirst(), false);
            case Digit _, NoInput() -> again ? new Done(UNCLEAR) : new AsksEmergency(true);
        };
    }

    private MenuStep next(MenuQuestion question, Answer answer, boolean again) {
        Optional<KeyAction> action = answer instanceof Digit(char key)
                ? Optional.ofNullable(question.keys().get(key))
                : Optional.empty();
        return action.map(this::next).orElse(again ? new Done(UNCLEAR) : new Asks(question, true));
    }

    private MenuStep next(KeyAction action) {
        return switch (action) {
            case KeyAction.Classifies(TriageResult triage) -> new Done(triage);
            case KeyAction.LeadsTo(String name) ->
                new Asks(
                        practiceQuestions.stream()
                                .filter(question -> question.name().equals(name))
                                .findFirst()
                                .orElseThrow(),
                        false);
        };
    }

    /// All results but vital, which is not subject to the routing rules. Each urgency is included once without a
    /// reason, because only the urgency of a call survives a restart.
    public Set<TriageResult> possibleResults() {
        Set<TriageResult> results = new LinkedHashSet<>();
        results.add(UNCLEAR);
        if (practiceQuestions.isEmpty()) {
            results.add(new TriageResult(Urgency.ROUTINE));
        } else {
            collect(practiceQuestions.getFirst(), results);
        }
        results.removeIf(triage -> triage.urgency() == Urgency.VITAL);
        List.copyOf(results).forEach(triage -> results.add(new TriageResult(triage.urgency())));
        return results;
    }

    private void collect(MenuQuestion question, Set<TriageResult> results) {
        for (KeyAction action : question.keys().values()) {
            switch (next(action)) {
                case Done(TriageResult triage) -> results.add(triage);
                case Asks(MenuQuestion next, boolean _) -> collect(next, results);
                case AsksEmergency _ ->
                    throw new IllegalStateException("emergency question: asked twice (expected: once, first)");
            }
        }
    }
}
