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

/// A practice's triage menu and routing rules.
///
/// @param callWindow the window in which the calls of one caller are counted
/// @param refusesFaxes whether calls of fax machines are ended
public record IntakeRules(TriageMenu menu, RoutingRules rules, Duration callWindow, boolean refusesFaxes) {

    /// The call window of a practice that does not set one.
    public static final Duration DEFAULT_CALL_WINDOW = Duration.ofMinutes(10);

    /// The rules of a practice that defines none.
    ///
    /// 1. An urgent or unclear call to a closed practice goes to `whileClosed`.
    /// 2. A routine caller hears that the practice is closed, also if it closes too soon to take the call.
    /// 3. All other callers wait for an assistant, with the urgency from triage.
    public static RoutingRules defaultRules(Route whileClosed) {
        return new RoutingRules(List.of(
                new Rule(
                        RuleConditions.of(Set.of(Urgency.URGENT, Urgency.UNCLEAR), Set.of(OpeningStatus.CLOSED)),
                        whileClosed),
                new Rule(
                        RuleConditions.of(
                                Set.of(Urgency.ROUTINE), Set.of(OpeningStatus.CLOSED, OpeningStatus.CLOSING_SOON)),
                        new Route.Announcement()),
                new Rule(RuleConditions.ANY, new Route.Queue(Optional.empty()))));
    }

    /// The emergency question only, and the default rules.
    public static IntakeRules withDefaults(Route whileClosed) {
        return new IntakeRules(TriageMenu.EMERGENCY_ONLY, defaultRules(whileClosed), DEFAULT_CALL_WINDOW, true);
    }
}
