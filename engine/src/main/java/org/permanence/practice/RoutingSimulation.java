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

/// Simulates a call by the same rules that real calls follow.
public record RoutingSimulation(Practice practice) {

    /// A call to simulate.
    ///
    /// @param keys one key for each question, in the order of asking; after the last key the caller gives no input
    /// @param dialled which of the practice's numbers the caller dialled
    public record Scenario(Instant at, List<Character> keys, PhoneNumber dialled, CallerHistory.Caller caller) {

        public Scenario {
            keys = List.copyOf(keys);
        }
    }

    /// The result of a simulation.
    ///
    /// @param choice the rule that matched; empty for a vital call, which is not subject to the rules
    /// @param ringingLines the lines that ring, in turn; none if an assistant is to answer
    /// @param language the language the caller has chosen; empty for the practice's own
    public record Outcome(
            RoutingContext context, Optional<Choice> choice, List<Line> ringingLines, Optional<Language> language) {

        /// The route of the call; empty for a vital call, which rings the emergency lines.
        public Optional<Route> route() {
            return choice.map(Choice::route);
        }
    }

    /// Runs the simulation.
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
            TriageMenu menu = practice.intake().menu();
            MenuStep step = menu.firstStep();
            while (!(step instanceof Done)) {
                Answer answer = keys.hasNext() ? new Answer.Digit(keys.next()) : new Answer.NoInput();
                Optional<Language> language =
                        step instanceof AsksEmergency ? languages.chosenBy(answer) : Optional.empty();
                if (language.isPresent()) {
                    languages = languages.withChosen(language.get());
                } else {
                    step = menu.next(step, answer);
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
