package org.permanence.triage;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.permanence.privacy.PhoneNumber;

/// The conditions of a routing rule. A call matches if each of its properties is among the given ones; an empty
/// collection matches any.
///
/// @param minCalls the least number of calls of the caller in the practice's window; 1: any
public record RuleConditions(
        Set<Urgency> urgencies,
        Set<CallReason> reasons,
        Set<OpeningStatus> openingStatuses,
        List<TimeWindow> times,
        Set<PhoneNumber> dialledNumbers,
        Set<CallerStatus> callerStatuses,
        int minCalls) {

    /// Matches any call.
    public static final RuleConditions ANY =
            new RuleConditions(Set.of(), Set.of(), Set.of(), List.of(), Set.of(), Set.of(), 1);

    public RuleConditions {
        urgencies = Set.copyOf(urgencies);
        reasons = Set.copyOf(reasons);
        openingStatuses = Set.copyOf(openingStatuses);
        times = List.copyOf(times);
        dialledNumbers = Set.copyOf(dialledNumbers);
        callerStatuses = Set.copyOf(callerStatuses);
    }

    /// Matches calls of these urgencies at these opening statuses.
    public static RuleConditions of(Set<Urgency> urgencies, Set<OpeningStatus> openingStatuses) {
        return new RuleConditions(urgencies, Set.of(), openingStatuses, List.of(), Set.of(), Set.of(), 1);
    }

    boolean matches(RoutingContext context) {
        return isOneOf(urgencies, context.triage().urgency())
                && (reasons.isEmpty()
                        || context.triage().reason().filter(reasons::contains).isPresent())
                && isOneOf(openingStatuses, context.openingStatus())
                && (times.isEmpty() || times.stream().anyMatch(window -> window.contains(context.time())))
                && isOneOf(dialledNumbers, context.dialled())
                && isOneOf(callerStatuses, context.callerStatus())
                && context.recentCalls() >= minCalls;
    }

    private static <T> boolean isOneOf(Collection<T> allowed, T value) {
        return allowed.isEmpty() || allowed.contains(value);
    }
}
