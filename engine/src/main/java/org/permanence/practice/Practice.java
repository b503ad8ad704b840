package org.permanence.practice;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.CallerStatus;
import org.permanence.triage.OpeningStatus;
import org.permanence.triage.Route;
import org.permanence.triage.RoutingContext;
import org.permanence.triage.RoutingRules;
import org.permanence.triage.TriageResult;

/// The office we answer for, as its own file describes it.
///
/// @param onCall who is rung when it is not there; empty: nobody
/// @param promptRevision how often this running house was given another file for it: its words are said as of then
public record Practice(
        PracticeId id,
        TeamId team,
        Languages languages,
        ZoneId zone,
        OpeningHours hours,
        ClosingPolicy closing,
        EmergencyRules emergency,
        IntakeRules intake,
        Optional<OnCallPolicy> onCall,
        TransferRules transfers,
        QueueRules queue,
        RecordingRules recordings,
        MessageRules messages,
        ReturningCallerRules returningCallers,
        int promptRevision) {

    public boolean isOpenAt(Instant moment) {
        return hours.isOpenAt(moment.atZone(zone));
    }

    /// Whether somebody who calls now may still wait: it is open, and will be when the last call is over.
    public boolean takesCallsAt(Instant moment) {
        return isOpenAt(moment) && isOpenAt(moment.plus(closing.lastCall()));
    }

    /// Whether routine callers wait in vain now.
    public boolean releasesRoutineCallersAt(Instant moment) {
        return closing.releasesRoutineCallers() && !isOpenAt(moment);
    }

    /// What its rules ask about a call of `moment`. A blocked caller is as anybody to rules that do not name them.
    ///
    /// @param dialled which of its numbers
    public RoutingContext routingContextOf(
            TriageResult triage, PhoneNumber dialled, CallerHistory.Caller caller, Instant moment) {
        LocalTime time = moment.atZone(zone).toLocalTime();
        boolean asBlocked = caller.blocked() && intake.rules().hasBlockedCallerRule();
        var status = asBlocked ? CallerStatus.BLOCKED : caller.status();
        return new RoutingContext(triage, openingStatusAt(moment), time, dialled, status, caller.recentCalls());
    }

    /// Where such a call goes; to a person, where no rule holds.
    public Route routeOf(RoutingContext context) {
        return intake.rules().choose(context).map(RoutingRules.Choice::route).orElse(new Route.Fallback());
    }

    private OpeningStatus openingStatusAt(Instant moment) {
        if (takesCallsAt(moment)) {
            return OpeningStatus.OPEN;
        }
        return isOpenAt(moment) ? OpeningStatus.LAST_CALL : OpeningStatus.CLOSED;
    }

    /// Who is rung now for whoever cannot wait for it to open, each line once; nobody, where it has no rota.
    public List<Line> onCallAt(Instant moment) {
        return onCall.map(call -> call.rota().linesAt(moment.atZone(zone))).orElse(List.of());
    }

    /// Its own language.
    public Language language() {
        return languages.own();
    }

    /// The same, as a caller meets it who has chosen that language.
    public Practice inLanguage(Language language) {
        return new Practice(
                id,
                team,
                languages.withChosen(language),
                zone,
                hours,
                closing,
                emergency,
                intake,
                onCall,
                transfers,
                queue,
                recordings,
                messages,
                returningCallers,
                promptRevision);
    }

    /// What its callers hear, in their language.
    public Prompts prompts() {
        return promptsIn(languages.current());
    }

    /// What they hear in that language.
    public Prompts promptsIn(Language language) {
        return new Prompts(id, language, promptRevision, language == languages.own());
    }

    /// What asks whether it is a matter of life, one after the other, and how another language is chosen.
    public List<Prompt> emergencyQuestion() {
        Stream<Prompt> questions = languages.forCriticalPrompts().stream()
                .map(language -> promptsIn(language).emergencyQuestion());
        Stream<Prompt> offers = languages.forCriticalPrompts().stream()
                .filter(language ->
                        language != languages.own() && languages.chosen().isEmpty())
                .map(language -> promptsIn(language).languageOffer(languages.keyOf(language)));
        return Stream.concat(questions, offers).toList();
    }
}
