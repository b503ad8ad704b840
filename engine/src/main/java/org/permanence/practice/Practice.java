package org.permanence.practice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.oncall.OnCall;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.Acquaintance;
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
        Languages languages,
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
        ReturnRules returns,
        int edition) {

    private static final Duration LOOKS_AHEAD = Duration.ofDays(14);
    private static final Duration STEP = Duration.ofMinutes(5);

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

    /// What its rules ask about a call of `moment`. A blocked caller is as anybody to rules that do not name them.
    ///
    /// @param dialled which of its numbers
    public Situation situationOf(Said said, PhoneNumber dialled, Callers.Caller caller, Instant moment) {
        LocalTime time = moment.atZone(zone).toLocalTime();
        boolean apart = caller.blocked() && urgency.rules().tellApartWhoIsBlocked();
        var acquaintance = apart ? Acquaintance.BLOCKED : caller.acquaintance();
        return new Situation(said, doorAt(moment), time, dialled, acquaintance, caller.calls());
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

    /// Whether whoever asked for it may be called back now.
    public boolean mayCallBackAt(Instant moment) {
        return openAt(moment)
                && returns.callback()
                        .filter(rules -> rules.hours().allow(moment.atZone(zone)))
                        .isPresent();
    }

    /// From when on somebody may be called back, at or after a moment; in a day, where no such moment comes soon.
    public Instant nextCallbackFrom(Instant moment) {
        Instant last = moment.plus(LOOKS_AHEAD);
        Instant next = moment;
        while (next.isBefore(last) && !mayCallBackAt(next)) {
            next = next.plus(STEP);
        }
        return next.isBefore(last) ? next : moment.plus(Duration.ofDays(1));
    }

    /// Its own language.
    public Language language() {
        return languages.own();
    }

    /// The same, as a caller meets it who has chosen that language.
    public Practice heardIn(Language language) {
        return new Practice(
                id,
                team,
                languages.choosing(language),
                zone,
                hours,
                closing,
                emergency,
                urgency,
                onCall,
                transfers,
                queue,
                recordings,
                messages,
                returns,
                edition);
    }

    /// What its callers hear, in their language.
    public Prompts prompts() {
        return promptsIn(languages.heard());
    }

    /// What they hear in that language.
    public Prompts promptsIn(Language language) {
        return new Prompts(id, language, edition, language == languages.own());
    }

    /// What asks whether it is a matter of life, one after the other, and how another language is chosen.
    public List<Prompt> emergencyQuestion() {
        Stream<Prompt> questions = languages.understood().stream()
                .map(language -> promptsIn(language).emergencyQuestion());
        Stream<Prompt> offers = languages.understood().stream()
                .filter(language ->
                        language != languages.own() && languages.chosen().isEmpty())
                .map(language -> promptsIn(language).languageOffer(languages.keyOf(language)));
        return Stream.concat(questions, offers).toList();
    }
}
