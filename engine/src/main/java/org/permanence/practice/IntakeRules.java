package org.permanence.practice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.permanence.triage.Conditions;
import org.permanence.triage.Door;
import org.permanence.triage.Questions;
import org.permanence.triage.Route;
import org.permanence.triage.Rule;
import org.permanence.triage.Rules;
import org.permanence.triage.Urgency;

/// How a practice's calls are told apart, and where they go.
///
/// @param callWindow the minutes in which a caller's calls are counted together
/// @param refusesFaxes whether a fax machine that calls is hung up on
public record IntakeRules(Questions questions, Rules rules, Duration callWindow, boolean refusesFaxes) {

    /// Where nobody says otherwise.
    public static final Duration DEFAULT_CALL_WINDOW = Duration.ofMinutes(10);

    /// What holds for a practice that has written no rules.
    ///
    /// 1. Whoever may be in danger while it is closed is sent to `whileClosed`.
    /// 2. A routine call is told that it is closed, also in its last minutes.
    /// 3. All others wait for an assistant, with the urgency they said.
    public static Rules defaultRules(Route whileClosed) {
        return new Rules(List.of(
                new Rule(Conditions.of(Set.of(Urgency.URGENT, Urgency.UNCLEAR), Set.of(Door.CLOSED)), whileClosed),
                new Rule(
                        Conditions.of(Set.of(Urgency.ROUTINE), Set.of(Door.CLOSED, Door.LAST_CALL)),
                        new Route.Announcement()),
                new Rule(Conditions.ANY, new Route.Queue(Optional.empty()))));
    }

    /// The emergency question alone, and the usual rules.
    public static IntakeRules withDefaults(Route whileClosed) {
        return new IntakeRules(Questions.NONE, defaultRules(whileClosed), DEFAULT_CALL_WINDOW, true);
    }
}
