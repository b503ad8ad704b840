package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.permanence.assistant.Assistant;
import org.permanence.triage.Urgency;
import org.permanence.waittime.WaitEstimateInput;
import org.permanence.waittime.WaitEstimator;

/// The queue as it lies before one waiting caller.
///
/// @param waiting every entry of the team
/// @param serving the team's assistants who are signed in and not on a pause
record QueueAhead(QueueEntry entry, List<QueueEntry> waiting, List<Assistant> serving) {

    /// What the wait estimate is computed from.
    ///
    /// A call ahead counts if an assistant who may answer this one may answer it too. A call with a reserved
    /// assistant does not count: it needs no other.
    WaitEstimateInput estimateInput(WaitEstimator waitEstimator, Instant now) {
        List<Assistant> eligible =
                serving.stream().filter(entry::mayBeAnsweredBy).toList();
        double share = serving.isEmpty() ? 0 : (double) eligible.size() / serving.size();
        double overtaking =
                share * waitEstimator.arrivalsPerSecond(entry.team(), AnswerOrder.overtaking(entry, now), now);
        // Until its effective arrival, a routine call is also overtaken by calls of its own urgency.
        double secondsToArrival =
                Math.max(0, Duration.between(now, entry.effectiveArrival()).toMillis() / 1e3);
        Predicate<Urgency> sameUrgency = urgency -> urgency == entry.urgency();
        double arrivals = waitEstimator.arrivalsPerSecond(entry.team(), sameUrgency, now);
        return new WaitEstimateInput(
                callsAhead(eligible, now) + secondsToArrival * share * arrivals,
                overtaking,
                eligible.size(),
                waitEstimator.handlingTime(entry.team(), now));
    }

    private long callsAhead(List<Assistant> eligible, Instant now) {
        var order = AnswerOrder.at(now);
        return waiting.stream()
                .filter(other -> !other.call().equals(entry.call()) && order.compare(other, entry) < 0)
                .filter(other -> other.reservedAssistant().isEmpty())
                .filter(other -> eligible.stream().anyMatch(other::mayBeAnsweredBy))
                .count();
    }
}
