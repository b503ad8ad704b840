package org.permanence.practice;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.soabase.recordbuilder.core.RecordBuilder.BuilderMode;
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
import org.permanence.triage.Urgency;

/// A medical practice, as its practice file describes it.
///
/// @param onCall who is rung if no assistant may answer; empty: the practice has no rota
/// @param promptRevision how often the practice file was replaced since the engine started; selects the prompts
/// rendered from that file
@RecordBuilder
@RecordBuilder.Options(builderMode = BuilderMode.STANDARD_AND_STAGED)
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
        int promptRevision)
        implements PracticeBuilder.With {

    public boolean isOpenAt(Instant moment) {
        return hours.isOpenAt(moment.atZone(zone));
    }

    /// Whether a new call may wait: the practice is open now, and still will be after
    /// `closing.stopAdmittingBefore`.
    public boolean takesCallsAt(Instant moment) {
        return isOpenAt(moment) && isOpenAt(moment.plus(closing.stopAdmittingBefore()));
    }

    /// Whether routine callers in the queue are to hear that the practice is closed.
    public boolean releasesRoutineCallersAt(Instant moment) {
        return closing.releasesRoutineCallers() && !isOpenAt(moment);
    }

    /// What the routing rules see of a call at `moment`. Rules that do not mention blocked callers treat a blocked
    /// caller like any other caller.
    ///
    /// @param dialled which of the practice's numbers was dialled
    public RoutingContext routingContextOf(
            TriageResult triage, PhoneNumber dialled, CallerHistory.Caller caller, Instant moment) {
        LocalTime time = moment.atZone(zone).toLocalTime();
        boolean asBlocked = caller.blocked() && intake.rules().hasBlockedCallerRule();
        var status = asBlocked ? CallerStatus.BLOCKED : caller.status();
        return new RoutingContext(triage, openingStatusAt(moment), time, dialled, status, caller.recentCalls());
    }

    /// The route of such a call by the routing rules; the fallback line if no rule matches.
    public Route routeOf(RoutingContext context) {
        return intake.rules().choose(context).map(RoutingRules.Choice::route).orElse(new Route.Fallback());
    }

    private OpeningStatus openingStatusAt(Instant moment) {
        if (takesCallsAt(moment)) {
            return OpeningStatus.OPEN;
        }
        return isOpenAt(moment) ? OpeningStatus.CLOSING_SOON : OpeningStatus.CLOSED;
    }

    /// The lines that are on call, in the order of ringing, each once; none if the practice has no rota.
    public List<Line> onCallAt(Instant moment) {
        return onCall.map(call -> call.rota().linesAt(moment.atZone(zone))).orElse(List.of());
    }

    /// Whether one of its lines may be asked to accept a call before the caller is connected.
    public boolean mayAskToAccept() {
        return onCall.isPresent()
                || emergency.confirmByKey()
                || !transfers.linesByKey().isEmpty();
    }

    /// The question to the person who answers a transfer on `line`; empty if answering is enough.
    public Optional<Prompt> transferQuestion(Line line) {
        return transfers.linesByKey().contains(line)
                ? Optional.of(prompts().onCallQuestion(Urgency.ROUTINE))
                : Optional.empty();
    }

    /// The practice's own language.
    public Language language() {
        return languages.own();
    }

    /// This practice for a caller who has chosen that language.
    public Practice inLanguage(Language language) {
        return withLanguages(languages.withChosen(language));
    }

    /// The prompts in the caller's language.
    public Prompts prompts() {
        return promptsIn(languages.current());
    }

    /// The prompts in the given language.
    public Prompts promptsIn(Language language) {
        return new Prompts(id, language, promptRevision, language == languages.own());
    }

    /// The emergency question in each language the caller may need, followed by how to choose another language.
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
