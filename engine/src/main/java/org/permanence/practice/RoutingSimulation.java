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
public record RoutingSimulation(Practice practice) {

    /// What a caller does.
    ///
    /// @param keys one for each question, in the order of asking; where there are no more the caller is silent
    /// @param dialled which of the practice's numbers
    public record Scenario(Instant at, List<Character> keys, PhoneNumber dialled, CallerHistory.Caller caller) {

        public Scenario {
            keys = List.copyOf(keys);
        }
    }

    /// What becomes of it.
    ///
    /// @param choice the rule that held; none for a matter of life, which no rule is asked about
    /// @param ringingLines the lines that are rung, in turn; none where an assistant is
    /// @param language the one the caller has chosen; nothing for the practice's own
    public record Outcome(
            Situation situation, Optional<Choice> choice, List<Line> ringingLines, Optional<Language> language) {

        /// Where it goes; nothing for a matter of life, which goes to the emergency lines.
        public Optional<Route> route() {
            return choice.map(Choice::route);
        }
    }

    /// Plays it.
    public Outcome run(Scenario scenario) {
        var triageRun = new TriageRun(practice.languages());
        Said said = triageRun.triage(scenario.keys().iterator());
        Situation situation = practice.routingContextOf(said, scenario.dialled(), scenario.caller(), scenario.at());
        if (said.urgency() == Urgency.VITAL) {
            return new Outcome(situation, Optional.empty(), practice.emergency().lines(), triageRun.languages.chosen());
        }
        Optional<Choice> choice = practice.intake().rules().choose(situation);
        return new Outcome(
                situation, choice, linesOf(practice.routeOf(situation), scenario.at()), triageRun.languages.chosen());
    }

    private final class TriageRun {

        private Languages languages;

        TriageRun(Languages languages) {
            this.languages = languages;
        }

        private Said triage(Iterator<Character> keys) {
            Questions questions = practice.intake().questions();
            Step step = questions.first();
            while (!(step instanceof Knows)) {
                Answer answer = keys.hasNext() ? new Answer.Keyed(keys.next()) : new Answer.Silence();
                Optional<Language> language =
                        step instanceof AsksEmergency ? languages.chosenBy(answer) : Optional.empty();
                if (language.isPresent()) {
                    languages = languages.withChosen(language.get());
                } else {
                    step = questions.after(step, answer);
                }
            }
            return ((Knows) step).said();
        }
    }

    private List<Line> linesOf(Route route, Instant at) {
        return switch (route) {
            case Route.OnCall() -> practice.onCallAt(at);
            case Route.Transfer(Line line) -> List.of(line);
            case Route.Queue _, Route.Announcement _, Route.Message _, Route.Fallback _ -> List.of();
        };
    }
}
