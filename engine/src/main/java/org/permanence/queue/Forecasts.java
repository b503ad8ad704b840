package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.SaidWait;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;

/// What the callers who wait on this engine are told of their wait, and what it is made of. Nothing of it is kept
/// beyond the engine's life. Thread-safe.
public final class Forecasts {

    /// Who wants to know how true forecasts were.
    public interface Watch {

        /// A caller was answered who had been told a wait.
        ///
        /// @param truth sooner, within or later: beside what was told first
        void answered(PracticeId practice, Enum<?> truth);
    }

    private final Map<TeamId, TeamPace> paces = new ConcurrentHashMap<>();
    private final Map<CallId, Promise> promises = new ConcurrentHashMap<>();
    private final Watch watch;

    public Forecasts(Watch watch) {
        this.watch = watch;
    }

    void arrived(WaitingCall waiting, Instant now) {
        pace(waiting.team(), now).arrived(waiting.urgency(), now);
    }

    void handled(TeamId team, Duration time, Instant now) {
        pace(team, now).handled(time, now);
    }

    /// What the caller is to be told now; nothing where nobody serves who may answer.
    ///
    /// @param longest how long the caller waits at most
    Optional<SaidWait> tell(WaitingCall waiting, Outlook outlook, Duration longest, Instant now) {
        Optional<Promise> promise = Forecast.of(outlook)
                .map(forecast -> forecast.within(longest))
                .map(forecast -> Optional.ofNullable(promises.get(waiting.call()))
                        .map(before -> before.next(forecast, outlook, now))
                        .orElseGet(() -> Promise.first(forecast, outlook, now)));
        promise.ifPresent(told -> promises.put(waiting.call(), told));
        return promise.map(Promise::said);
    }

    /// What is before a caller. Of the calls before, those count that need somebody who may answer this one; a call
    /// that rings somewhere already needs nobody more.
    ///
    /// @param serving those of the team who are there and may answer calls
    Outlook outlook(WaitingCall waiting, List<WaitingCall> all, List<Assistant> serving, Instant now) {
        List<Assistant> fit = serving.stream().filter(waiting::mayBeOfferedTo).toList();
        var order = WaitingCall.firstAnsweredAt(now);
        long before = all.stream()
                .filter(other -> !other.call().equals(waiting.call()) && order.compare(other, waiting) < 0)
                .filter(other -> other.offeredTo().isEmpty())
                .filter(other -> fit.stream().anyMatch(other::mayBeOfferedTo))
                .count();
        double share = serving.isEmpty() ? 0 : (double) fit.size() / serving.size();
        TeamPace pace = pace(waiting.team(), now);
        double overtaking = share * pace.arrivals(waiting.overtakenAt(now), now);
        // A caller whose turn is still to come is overtaken by whoever calls until then.
        double turn = Math.max(0, Duration.between(now, waiting.turn()).toMillis() / 1e3);
        Predicate<Urgency> alike = urgency -> urgency == waiting.urgency();
        return new Outlook(before + turn * share * pace.arrivals(alike, now), overtaking, fit.size(), pace.at(now));
    }

    /// Whether an assistant in that state serves: a call may reach her when she has done what she does.
    static boolean serves(Presence presence) {
        AssistantState state = presence.state();
        return switch (state) {
            case READY, RESERVED, ON_CALL, WRAP_UP -> true;
            case OFF, AWAY -> false;
        };
    }

    void answered(WaitingCall waiting, Instant now) {
        Promise promise = promises.remove(waiting.call());
        if (promise != null) {
            watch.answered(waiting.practice(), promise.endedAt(now));
        }
    }

    void left(CallId call) {
        promises.remove(call);
    }

    private TeamPace pace(TeamId team, Instant now) {
        return paces.computeIfAbsent(team, _ -> new TeamPace(now));
    }
}
