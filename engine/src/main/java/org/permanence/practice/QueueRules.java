package org.permanence.practice;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.permanence.triage.Urgency;

/// The rules of a practice's queue.
///
/// @param limit how many routine callers may wait at once; more urgent callers are never refused
/// @param maxWait how long a caller waits before the fallback line is rung
/// @param announceEvery how often the caller hears their position; zero: never
/// @param announcesWaitEstimate whether a wait estimate follows the position
/// @param serviceLevel the threshold within which an answer counts for the service level
/// @param fairness the order in which routine callers are served
/// @param overflow the other team that may answer
/// @param onCall for which callers in the queue the doctors on call ring; empty: for none
public record QueueRules(
        int limit,
        Duration maxWait,
        Duration announceEvery,
        boolean announcesWaitEstimate,
        Duration serviceLevel,
        FairnessRules fairness,
        Optional<Overflow> overflow,
        Optional<OnCallWhileQueuedRule> onCall) {

    /// The doctors on call ring for a caller who has waited this long, and again after the same time.
    ///
    /// @param urgencies the urgencies of these callers; never routine
    public record OnCallWhileQueuedRule(Duration after, Set<Urgency> urgencies) {

        public OnCallWhileQueuedRule {
            urgencies = Set.copyOf(urgencies);
            if (after.isNegative() || after.isZero()) {
                throw new IllegalArgumentException("ring-on-call-after: " + after + " (expected: more than 0 s)");
            }
            if (urgencies.isEmpty() || urgencies.contains(Urgency.ROUTINE)) {
                throw new IllegalArgumentException("ring-on-call-for: " + urgencies + " (expected: urgent, unclear)");
            }
        }
    }

    public QueueRules {
        if (limit < 0) {
            throw new IllegalArgumentException("queue limit: " + limit + " (expected: 0 or more)");
        }
        if (maxWait.isNegative() || maxWait.isZero()) {
            throw new IllegalArgumentException("queue max-wait: " + maxWait + " (expected: more than 0 s)");
        }
        if (announceEvery.isNegative()) {
            throw new IllegalArgumentException("queue announce-every: " + announceEvery + " (expected: 0 s or more)");
        }
        if (serviceLevel.isNegative()) {
            throw new IllegalArgumentException("service level: " + serviceLevel + " (expected: 0 s or more)");
        }
    }

    /// Rules with wait estimates, and without doctors who ring for callers in the queue.
    public QueueRules(
            int limit,
            Duration maxWait,
            Duration announceEvery,
            Duration serviceLevel,
            FairnessRules fairness,
            Optional<Overflow> overflow) {
        this(limit, maxWait, announceEvery, true, serviceLevel, fairness, overflow, Optional.empty());
    }

    /// The wait after which the doctors on call ring for a caller of this urgency; empty: never.
    public Optional<Duration> onCallAfter(Urgency urgency) {
        return onCall.filter(rule -> rule.urgencies().contains(urgency)).map(OnCallWhileQueuedRule::after);
    }
}
