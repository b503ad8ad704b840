package org.permanence.practice;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.permanence.triage.Urgency;

/// How a practice lets its callers wait.
///
/// @param limit how many routine callers may wait at once; whoever is more urgent is never refused
/// @param maxWait how long a caller waits before the fallback line is rung
/// @param announceEvery how often the caller is told the position; zero: never
/// @param announcesWaitEstimate whether a forecast of the wait follows the position
/// @param serviceLevel the time within which an answer counts for the service level
/// @param fairness in what order routine callers come up
/// @param overflow where else callers may be answered
/// @param onCall for whom whoever is on call is rung while they wait; for nobody, where it is absent
public record QueueRules(
        int limit,
        Duration maxWait,
        Duration announceEvery,
        boolean announcesWaitEstimate,
        Duration serviceLevel,
        FairnessRules fairness,
        Optional<Overflow> overflow,
        Optional<OnCallWhileQueuedRule> onCall) {

    /// Whoever is on call is rung for those who have waited so long, and again after as long.
    ///
    /// @param urgencies of whom; nobody who is routine
    public record OnCallWhileQueuedRule(Duration after, Set<Urgency> urgencies) {

        public OnCallWhileQueuedRule {
            urgencies = Set.copyOf(urgencies);
            if (after.isNegative() || after.isZero()) {
                throw new IllegalArgumentException("on call after: " + after + " (expected: more than 0 s)");
            }
            if (urgencies.isEmpty() || urgencies.contains(Urgency.ROUTINE)) {
                throw new IllegalArgumentException("on call for: " + urgencies + " (expected: urgent, unclear)");
            }
        }
    }

    public QueueRules {
        if (limit < 0) {
            throw new IllegalArgumentException("queue limit: " + limit + " (expected: 0 or more)");
        }
        if (maxWait.isNegative() || maxWait.isZero()) {
            throw new IllegalArgumentException("queue patience: " + maxWait + " (expected: more than 0 s)");
        }
        if (announceEvery.isNegative()) {
            throw new IllegalArgumentException("queue announcements: " + announceEvery + " (expected: 0 s or more)");
        }
        if (serviceLevel.isNegative()) {
            throw new IllegalArgumentException("service level: " + serviceLevel + " (expected: 0 s or more)");
        }
    }

    /// Rules of which all that is not said is as usual.
    public QueueRules(
            int limit,
            Duration maxWait,
            Duration announceEvery,
            Duration serviceLevel,
            FairnessRules fairness,
            Optional<Overflow> overflow) {
        this(limit, maxWait, announceEvery, true, serviceLevel, fairness, overflow, Optional.empty());
    }

    /// After which time whoever is on call is rung for a caller of such urgency; never, where it is absent.
    public Optional<Duration> onCallAfter(Urgency urgency) {
        return onCall.filter(rule -> rule.urgencies().contains(urgency)).map(OnCallWhileQueuedRule::after);
    }
}
