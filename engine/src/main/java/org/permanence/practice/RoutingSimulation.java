package org.permanence.practice;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Answer;
import org.permanence.call.Line;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.MenuStep;
import org.permanence.triage.MenuStep.AsksEmergency;
import org.permanence.triage.MenuStep.Done;
import org.permanence.triage.Route;
import org.permanence.triage.RoutingContext;
import org.permanence.triage.RoutingRules.Choice;
import org.permanence.triage.TriageMenu;
import org.permanence.triage.TriageResult;
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
            RoutingContext context, Optional<Choice> choice, List<Line> ringingLines, Optional<Language> language) {

        /// Where it goes; nothing for a matter of life, which goes to the emergency lines.
        public Optional<Route> route() {
            return choice.map(Choice::route);
        }
    }

    /// Plays it.
    public Outcome run(Scenario scenario) {
        var triageRun = new TriageRun(practice.languages());
        TriageResult triage = triageRun.triage(scenario.keys().iterator());
        RoutingContext context =
                practice.routingContextOf(triage, scenario.dialled(), scenario.caller(), scenario.at());
        if (triage.urgency() == Urgency.VITAL) {
            return new Outcome(context, Optional.empty(), practice.emergency().lines(), triageRun.languages.chosen());
        }
        Optional<Choice> choice = practice.intake().rules().choose(context);
        return new Outcome(
                context, choice, linesOf(practice.routeOf(context), scenario.at()), triageRun.languages.chosen());
    }

    private final class TriageRun {

        private Languages languages;

        TriageRun(Languages languages) {
            this.languages = languages;
        }

        private TriageResult triage(Iterator<Character> keys) {
            TriageMenu questions = practice.intake().questions();
            MenuStep step = questions.firstStep();
            while (!(step instanceof Done)) {
                Answer answer = keys.hasNext() ? new Answer.Digit(keys.next()) : new Answer.NoInput();
                Optional<Language> language =
                        step instanceof AsksEmergency ? languages.chosenBy(answer) : Optional.empty();
                if (language.isPresent()) {
                    languages = languages.withChosen(language.get());
                } else {
                    step = questions.next(step, answer);
                }
            }
            return ((Done) step).triage();
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
