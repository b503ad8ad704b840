package org.permanence.triage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.permanence.call.Answer;
import org.permanence.call.Answer.Keyed;
import org.permanence.call.Answer.Silence;
import org.permanence.triage.Step.Asks;
import org.permanence.triage.Step.AsksEmergency;
import org.permanence.triage.Step.Knows;

/// What callers are asked before anything else, and what follows from each key:
///
/// 1. The emergency question comes first: key 1 is vital, key 2 goes on.
/// 2. The practice's own questions follow, the first of them first; an answer says what it means, or leads to a
///    later question. Where there is none, key 2 is a routine call.
/// 3. Any other key, and silence, are asked once more. Then the call is unclear: whoever cannot press a key may be
///    the one in danger.
///
/// It says nothing itself and waits for nobody: a call and its simulation take the same way.
public record Questions(List<ClosedQuestion> own) {

    /// The emergency question alone.
    public static final Questions NONE = new Questions(List.of());

    private static final Said UNCLEAR = new Said(Urgency.UNCLEAR);

    public Questions {
        own = List.copyOf(own);
        for (int asked = 0; asked < own.size(); asked++) {
            Set<String> later = names(own.subList(asked + 1, own.size()));
            for (Meaning meaning : own.get(asked).keys().values()) {
                if (meaning instanceof Meaning.Asks(String question) && !later.contains(question)) {
                    throw new IllegalArgumentException("question "
                            + own.get(asked).name() + ": leads to " + question + " (expected: a later question)");
                }
            }
        }
    }

    private static Set<String> names(List<ClosedQuestion> questions) {
        Set<String> names = new LinkedHashSet<>();
        questions.forEach(question -> names.add(question.name()));
        return names;
    }

    /// What is asked first.
    public Step first() {
        return new AsksEmergency(false);
    }

    /// What follows from an answer.
    public Step after(Step step, Answer answer) {
        return switch (step) {
            case AsksEmergency(boolean again) -> afterEmergency(answer, again);
            case Asks(ClosedQuestion question, boolean again) -> after(question, answer, again);
            case Knows knows -> knows;
        };
    }

    private Step afterEmergency(Answer answer, boolean again) {
        return switch (answer) {
            case Keyed(char key) when key == '1' -> new Knows(new Said(Urgency.VITAL));
            case Keyed(char key)
            when key == '2' -> own.isEmpty() ? new Knows(new Said(Urgency.ROUTINE)) : new Asks(own.getFirst(), false);
            case Keyed _, Silence() -> again ? new Knows(UNCLEAR) : new AsksEmergency(true);
        };
    }

    private Step after(ClosedQuestion question, Answer answer, boolean again) {
        Optional<Meaning> meaning = answer instanceof Keyed(char key)
                ? Optional.ofNullable(question.keys().get(key))
                : Optional.empty();
        return meaning.map(this::after).orElse(again ? new Knows(UNCLEAR) : new Asks(question, true));
    }

    private Step after(Meaning meaning) {
        return switch (meaning) {
            case Meaning.Says(Said said) -> new Knows(said);
            case Meaning.Asks(String name) ->
                new Asks(
                        own.stream()
                                .filter(question -> question.name().equals(name))
                                .findFirst()
                                .orElseThrow(),
                        false);
        };
    }

    /// Everything that a call can be, but vital, which no rule is asked about. Of each urgency there is one of no
    /// matter: a call that comes back after a restart is only known by its urgency.
    public Set<Said> outcomes() {
        Set<Said> outcomes = new LinkedHashSet<>();
        outcomes.add(UNCLEAR);
        if (own.isEmpty()) {
            outcomes.add(new Said(Urgency.ROUTINE));
        } else {
            gather(own.getFirst(), outcomes);
        }
        outcomes.removeIf(said -> said.urgency() == Urgency.VITAL);
        List.copyOf(outcomes).forEach(said -> outcomes.add(new Said(said.urgency())));
        return outcomes;
    }

    private void gather(ClosedQuestion question, Set<Said> outcomes) {
        for (Meaning meaning : question.keys().values()) {
            switch (after(meaning)) {
                case Knows(Said said) -> outcomes.add(said);
                case Asks(ClosedQuestion next, boolean _) -> gather(next, outcomes);
                case AsksEmergency _ -> throw new IllegalStateException("emergency: asked twice (expected: first)");
            }
        }
    }
}
