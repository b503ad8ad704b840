package org.permanence.waittime;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.SpokenWaitEstimate;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;

/// What this engine has quoted to its waiting callers, and each team's recent calls. Kept in memory only: a restart
/// forgets it. Thread-safe.
public final class WaitEstimator {

    /// Counts how accurate the quoted waits were.
    public interface AccuracyMetrics {

        /// A caller with a quoted wait was answered.
        ///
        /// @param accuracy the [QuotedWait.Accuracy] of the first quote
        void answered(PracticeId practice, Enum<?> accuracy);
    }

    private final Map<TeamId, TeamHandlingTimes> handlingTimes = new ConcurrentHashMap<>();
    private final Map<CallId, QuotedWait> quotedWaits = new ConcurrentHashMap<>();
    private final AccuracyMetrics metrics;

    public WaitEstimator(AccuracyMetrics metrics) {
        this.metrics = metrics;
    }

    /// A call has entered the team's queue.
    public void arrived(TeamId team, Urgency urgency, Instant now) {
        teamTimes(team, now).arrived(urgency, now);
    }

    /// A call has taken an assistant of the team this long, from the answer to the end of the wrap-up.
    public void handled(TeamId team, Duration time, Instant now) {
        teamTimes(team, now).handled(time, now);
    }

    public HandlingTime handlingTime(TeamId team, Instant now) {
        return teamTimes(team, now).handlingTimeAt(now);
    }

    /// How many calls of such urgencies enter the team's queue per second.
    public double arrivalsPerSecond(TeamId team, Predicate<Urgency> counted, Instant now) {
        return teamTimes(team, now).arrivals(counted, now);
    }

    /// The wait to announce to the caller now, which is remembered; empty if no assistant is there who may answer.
    ///
    /// @param maxWait the longest time the caller can still wait
    public Optional<SpokenWaitEstimate> quote(CallId call, WaitEstimateInput input, Duration maxWait, Instant now) {
        Optional<QuotedWait> quote = WaitEstimate.of(input)
                .map(estimate -> estimate.cappedAt(maxWait))
                .map(estimate -> Optional.ofNullable(quotedWaits.get(call))
                        .map(previous -> previous.next(estimate, input, now))
                        .orElseGet(() -> QuotedWait.initial(estimate, input, now)));
        quote.ifPresent(quoted -> quotedWaits.put(call, quoted));
        return quote.map(QuotedWait::spoken);
    }

    /// The call was answered: the accuracy of its first quote is counted, if there was one.
    public void answered(CallId call, PracticeId practice, Instant now) {
        QuotedWait quotedWait = quotedWaits.remove(call);
        if (quotedWait != null) {
            metrics.answered(practice, quotedWait.accuracyAt(now));
        }
    }

    /// The call has left the queue without an answer.
    public void forget(CallId call) {
        quotedWaits.remove(call);
    }

    private TeamHandlingTimes teamTimes(TeamId team, Instant now) {
        return handlingTimes.computeIfAbsent(team, _ -> new TeamHandlingTimes(now));
    }
}
