package org.permanence.practice;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Answer;
import org.permanence.call.Line;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.Questions;
import org.permanence.triage.Route;
import org.permanence.triage.Rules.Choice;
import org.permanence.triage.Said;
import org.permanence.triage.Situation;
import org.permanence.triage.Step;
import org.permanence.triage.Step.AsksEmergency;
import org.permanence.triage.Step.Knows;
import org.permanence.triage.Urgency;

/// A call that is only thought: what would become of it, by the very rules that real ones follow.
public record Simulation(Practice practice) {

    /// What a caller does.
    ///
    /// @param keys one for each question, in the order of asking; where there are no more the caller is silent
    /// @param dialled which of the practice's numbers
    public record Script(Instant at, List<Character> keys, PhoneNumber dialled, Callers.Caller caller) {

        public Script {
            keys = List.copyOf(keys);
        }
    }

    /// What becomes of it.
    ///
    /// @param choice the rule that held; none for a matter of life, which no rule is asked about
    /// @param rung the lines that are rung, in turn; none where an assistant is
    /// @param language the one the caller has chosen; nothing for the practice's own
    public record Outcome(Situation situation, Optional<Choice> choice, List<Line> rung, Optional<Language> language) {

        /// Where it goes; nothing for a matter of life, which goes to the emergency lines.
        public Optional<Route> route() {
            return choice.map(Choice::route);
        }
    }

    /// Plays it.
    public Outcome of(Script script) {
        var asking = new Asking(practice.languages());
        Said said = asking.said(script.keys().iterator());
        Situation situation = practice.situationOf(said, script.dialled(), script.caller(), script.at());
        if (said.urgency() == Urgency.VITAL) {
            return new Outcome(situation, Optional.empty(), practice.emergency().lines(), asking.languages.chosen());
        }
        Optional<Choice> choice = practice.urgency().rules().choose(situation);
        return new Outcome(
                situation, choice, rung(practice.routeOf(situation), script.at()), asking.languages.chosen());
    }

    private final class Asking {

        private Languages languages;

        Asking(Languages languages) {
            this.languages = languages;
        }

        private Said said(Iterator<Character> keys) {
            Questions questions = practice.urgency().questions();
            Step step = questions.first();
            while (!(step instanceof Knows)) {
                Answer answer = keys.hasNext() ? new Answer.Keyed(keys.next()) : new Answer.Silence();
                Optional<Language> language =
                        step instanceof AsksEmergency ? languages.chosenBy(answer) : Optional.empty();
                if (language.isPresent()) {
                    languages = languages.choosing(language.get());
                } else {
                    step = questions.after(step, answer);
                }
            }
            return ((Knows) step).said();
        }
    }

    private List<Line> rung(Route route, Instant at) {
        return switch (route) {
            case Route.OnCall() -> practice.onCallAt(at);
            case Route.Transfer(Line line) -> List.of(line);
            case Route.Queue _, Route.Announcement _, Route.Message _, Route.Fallback _ -> List.of();
        };
    }
}
