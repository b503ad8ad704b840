package org.permanence.practice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.permanence.triage.OpeningStatus;
import org.permanence.triage.Route;
import org.permanence.triage.RoutingRules;
import org.permanence.triage.Rule;
import org.permanence.triage.RuleConditions;
import org.permanence.triage.TriageMenu;
import org.permanence.triage.Urgency;

/// How a practice's calls are told apart, and where they go.
///
/// @param callWindow the minutes in which a caller's calls are counted together
/// @param refusesFaxes whether a fax machine that calls is hung up on
public record IntakeRules(TriageMenu questions, RoutingRules rules, Duration callWindow, boolean refusesFaxes) {

    /// Where nobody says otherwise.
    public static final Duration DEFAULT_CALL_WINDOW = Duration.ofMinutes(10);

    /// What holds for a practice that has written no rules.
    ///
    /// 1. Whoever may be in danger while it is closed is sent to `whileClosed`.
    /// 2. A routine call is told that it is closed, also in its last minutes.
    /// 3. All others wait for an assistant, with the urgency they said.
    public static RoutingRules defaultRules(Route whileClosed) {
        return new RoutingRules(List.of(
                new Rule(
                        RuleConditions.of(Set.of(Urgency.URGENT, Urgency.UNCLEAR), Set.of(OpeningStatus.CLOSED)),
                        whileClosed),
                new Rule(
                        RuleConditions.of(
                                Set.of(Urgency.ROUTINE), Set.of(OpeningStatus.CLOSED, OpeningStatus.LAST_CALL)),
                        new Route.Announcement()),
                new Rule(RuleConditions.ANY, new Route.Queue(Optional.empty()))));
    }

    /// The emergency question alone, and the usual rules.
    public static IntakeRules withDefaults(Route whileClosed) {
        return new IntakeRules(TriageMenu.EMERGENCY_ONLY, defaultRules(whileClosed), DEFAULT_CALL_WINDOW, true);
    }
}
