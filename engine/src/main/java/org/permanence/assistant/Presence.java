package org.permanence.assistant;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;

/// What an assistant is doing now, as stored.
///
/// @param since when the assistant entered the state
/// @param readySince when the assistant became ready; a withdrawn reservation does not change it. The assistant who
///     has been ready longest is assigned first
/// @param wrapUpEndsAt when a wrap-up ends by itself
/// @param reason why the assistant is paused
/// @param call the call that the assistant is reserved for or in
public record Presence(
        Login login,
        TeamId team,
        AssistantState state,
        Instant since,
        Instant readySince,
        Optional<Instant> wrapUpEndsAt,
        Optional<PauseReason> reason,
        Optional<CallId> call) {

    /// Truncates times to microseconds, the precision of the store, so that every engine sees the same order.
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

    /// The presence after `event`; empty if [AssistantTransitions] has no such row.
    public Optional<Presence> on(AssistantEvent event, Instant now) {
        return AssistantTransitions.after(state, event).map(next -> changed(event, next, now));
    }

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
        boolean keepsReadySince = next != AssistantState.READY || event == AssistantEvent.RESERVATION_WITHDRAWN;
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
