package org.permanence.practice;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Line;
import org.permanence.oncall.OnCall;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.Door;
import org.permanence.triage.Route;
import org.permanence.triage.Rules;
import org.permanence.triage.Said;
import org.permanence.triage.Situation;

/// The office we answer for, as its own file describes it.
///
/// @param onCall who is rung when it is not there; empty: nobody
/// @param edition how often this running house was given another file for it: its words are said as of then
public record Practice(
        PracticeId id,
        TeamId team,
        Language language,
        ZoneId zone,
        OpeningHours hours,
        Closing closing,
        EmergencyRules emergency,
        UrgencyRules urgency,
        Optional<OnCall> onCall,
        TransferRules transfers,
        QueueRules queue,
        RecordingRules recordings,
        MessageRules messages,
        int edition) {

    public boolean openAt(Instant moment) {
        return hours.openAt(moment.atZone(zone));
    }

    /// Whether somebody who calls now may still wait: it is open, and will be when the last call is over.
    public boolean takesCallsAt(Instant moment) {
        return openAt(moment) && openAt(moment.plus(closing.lastCall()));
    }

    /// Whether routine callers wait in vain now.
    public boolean sendsWhoWaitsAwayAt(Instant moment) {
        return closing.tellsWhoWaits() && !openAt(moment);
    }

    /// What its rules ask about a call of `moment`.
    ///
    /// @param dialled which of its numbers
    public Situation situationOf(Said said, PhoneNumber dialled, Callers.Caller caller, Instant moment) {
        LocalTime time = moment.atZone(zone).toLocalTime();
        return new Situation(said, doorAt(moment), time, dialled, caller.acquaintance(), caller.calls());
    }

    /// Where such a call goes; to a person, where no rule holds.
    public Route routeOf(Situation situation) {
        return urgency.rules().choose(situation).map(Rules.Choice::route).orElse(new Route.Fallback());
    }

    private Door doorAt(Instant moment) {
        if (takesCallsAt(moment)) {
            return Door.OPEN;
        }
        return openAt(moment) ? Door.LAST_CALL : Door.CLOSED;
    }

    /// Who is rung now for whoever cannot wait for it to open, each line once; nobody, where it has no rota.
    public List<Line> onCallAt(Instant moment) {
        return onCall.map(call -> call.rota().at(moment.atZone(zone))).orElse(List.of());
    }

    /// What its callers hear.
    public Prompts prompts() {
        return new Prompts(id, language, edition);
    }
}
