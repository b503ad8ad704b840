package org.permanence.assistant;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;

/// What an assistant is doing now, as the store remembers it.
///
/// @param since when she entered the state; while ready, the longest since is offered first
/// @param readySince when she was last made ready: a withdrawn offer gives her this place back
/// @param wrapUpEndsAt when a wrap-up ends by itself
/// @param reason why she is away
/// @param call the call she is reserved for or talks on
public record Presence(
        Login login,
        TeamId team,
        AssistantState state,
        Instant since,
        Instant readySince,
        Optional<Instant> wrapUpEndsAt,
        Optional<PauseReason> reason,
        Optional<CallId> call) {

    /// Times are of whole microseconds, as the store keeps them: every engine sees the same order.
    public Presence {
        since = since.truncatedTo(MICROS);
        readySince = readySince.truncatedTo(MICROS);
        wrapUpEndsAt = wrapUpEndsAt.map(moment -> moment.truncatedTo(MICROS));
    }

    /// An assistant who has never signed in.
    public static Presence neverSignedIn(Login login, TeamId team, Instant now) {
        return new Presence(
                login, team, AssistantState.OFF, now, now, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The presence after `event`, or nothing where the table of [AssistantTransitions] has no such row.
    public Optional<Presence> on(AssistantEvent event, Instant now) {
        return AssistantTransitions.after(state, event).map(next -> changed(event, next, now));
    }

    /// The same, of an assistant who is reserved for `call`.
    public Presence reservedFor(CallId reserved) {
        return new Presence(login, team, state, since, readySince, wrapUpEndsAt, reason, Optional.of(reserved));
    }

    public Presence pausedFor(PauseReason pauseReason) {
        return new Presence(login, team, state, since, readySince, wrapUpEndsAt, Optional.of(pauseReason), call);
    }

    public Presence wrappingUpUntil(Instant end) {
        return new Presence(login, team, state, since, readySince, Optional.of(end), reason, call);
    }

    private Presence changed(AssistantEvent event, AssistantState next, Instant now) {
        boolean keepsReadySince = next != AssistantState.READY || event == AssistantEvent.OFFER_WITHDRAWN;
        Optional<CallId> keptCall = next == AssistantState.IN_CALL ? call : Optional.empty();
        return new Presence(
                login,
                team,
                next,
                now,
                keepsReadySince ? readySince : now,
                Optional.empty(),
                Optional.empty(),
                keptCall);
    }
}
