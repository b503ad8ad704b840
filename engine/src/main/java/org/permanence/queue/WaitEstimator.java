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
import org.permanence.practice.SpokenWaitEstimate;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;

/// What the callers who wait on this engine are told of their wait, and what it is made of. Nothing of it is kept
/// beyond the engine's life. Thread-safe.
public final class WaitEstimator {

    /// Who wants to know how true forecasts were.
    public interface AccuracyMetrics {

        /// A caller was answered who had been told a wait.
        ///
        /// @param truth sooner, within or later: beside what was told first
        void answered(PracticeId practice, Enum<?> accuracy);
    }

    private final Map<TeamId, TeamHandlingTimes> handlingTimes = new ConcurrentHashMap<>();
    private final Map<CallId, QuotedWait> quotedWaits = new ConcurrentHashMap<>();
    private final AccuracyMetrics metrics;

    public WaitEstimator(AccuracyMetrics metrics) {
        this.metrics = metrics;
    }

    void arrived(QueueEntry entry, Instant now) {
        teamTimes(entry.team(), now).arrived(entry.urgency(), now);
    }

    void handled(TeamId team, Duration time, Instant now) {
        teamTimes(team, now).handled(time, now);
    }

    /// What the caller is to be told now; nothing where nobody serves who may answer.
    ///
    /// @param longest how long the caller waits at most
    Optional<SpokenWaitEstimate> quote(QueueEntry entry, WaitEstimateInput input, Duration maxWait, Instant now) {
        Optional<QuotedWait> quote = WaitEstimate.of(input)
                .map(estimate -> estimate.cappedAt(maxWait))
                .map(estimate -> Optional.ofNullable(quotedWaits.get(entry.call()))
                        .map(previous -> previous.next(estimate, input, now))
                        .orElseGet(() -> QuotedWait.initial(estimate, input, now)));
        quote.ifPresent(quoted -> quotedWaits.put(entry.call(), quoted));
        return quote.map(QuotedWait::spoken);
    }

    /// What is before a caller. Of the calls before, those count that need somebody who may answer this one; a call
    /// that rings somewhere already needs nobody more.
    ///
    /// @param serving those of the team who are there and may answer calls
    WaitEstimateInput estimateInput(QueueEntry entry, List<QueueEntry> all, List<Assistant> serving, Instant now) {
        List<Assistant> eligible =
                serving.stream().filter(entry::mayBeOfferedTo).toList();
        var order = QueueEntry.answerOrderAt(now);
        long ahead = all.stream()
                .filter(other -> !other.call().equals(entry.call()) && order.compare(other, entry) < 0)
                .filter(other -> other.offeredTo().isEmpty())
                .filter(other -> eligible.stream().anyMatch(other::mayBeOfferedTo))
                .count();
        double share = serving.isEmpty() ? 0 : (double) eligible.size() / serving.size();
        TeamHandlingTimes teamTimes = teamTimes(entry.team(), now);
        double overtaking = share * teamTimes.arrivals(entry.overtakingUrgenciesAt(now), now);
        // A caller whose turn is still to come is overtaken by whoever calls until then.
        double secondsToArrival =
                Math.max(0, Duration.between(now, entry.effectiveArrival()).toMillis() / 1e3);
        Predicate<Urgency> sameUrgency = urgency -> urgency == entry.urgency();
        return new WaitEstimateInput(
                ahead + secondsToArrival * share * teamTimes.arrivals(sameUrgency, now),
                overtaking,
                eligible.size(),
                teamTimes.handlingTimeAt(now));
    }

    /// Whether an assistant in that state serves: a call may reach her when she has done what she does.
    static boolean isServing(Presence presence) {
        AssistantState state = presence.state();
        return switch (state) {
            case READY, RESERVED, IN_CALL, WRAP_UP -> true;
            case OFF, PAUSED -> false;
        };
    }

    void answered(QueueEntry entry, Instant now) {
        QuotedWait quotedWait = quotedWaits.remove(entry.call());
        if (quotedWait != null) {
            metrics.answered(entry.practice(), quotedWait.accuracyAt(now));
        }
    }

    void forget(CallId call) {
        quotedWaits.remove(call);
    }

    private TeamHandlingTimes teamTimes(TeamId team, Instant now) {
        return handlingTimes.computeIfAbsent(team, _ -> new TeamHandlingTimes(now));
    }
}
