package org.permanence.triage;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.permanence.privacy.PhoneNumber;

/// What must hold for a rule to be the one. Of each thing one of several; what is empty may be anything.
///
/// @param minCalls at least so many calls of this caller in the last minutes; 1: any
public record RuleConditions(
        Set<Urgency> urgencies,
        Set<CallReason> reasons,
        Set<OpeningStatus> openingStatuses,
        List<TimeWindow> times,
        Set<PhoneNumber> dialledNumbers,
        Set<CallerStatus> callerStatuses,
        int minCalls) {

    /// Any call at all.
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

    /// Any call of these urgencies at these doors.
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
