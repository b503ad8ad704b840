package org.permanence.triage;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.permanence.privacy.PhoneNumber;

/// What must hold for a rule to be the one. Of each thing one of several; what is empty may be anything.
///
/// @param calls at least so many calls of this caller in the last minutes; 1: any
public record Conditions(
        Set<Urgency> urgencies,
        Set<Matter> matters,
        Set<Door> doors,
        List<DayTime> at,
        Set<PhoneNumber> numbers,
        Set<Acquaintance> callers,
        int calls) {

    /// Any call at all.
    public static final Conditions ANY = new Conditions(Set.of(), Set.of(), Set.of(), List.of(), Set.of(), Set.of(), 1);

    public Conditions {
        urgencies = Set.copyOf(urgencies);
        matters = Set.copyOf(matters);
        doors = Set.copyOf(doors);
        at = List.copyOf(at);
        numbers = Set.copyOf(numbers);
        callers = Set.copyOf(callers);
    }

    /// Any call of these urgencies at these doors.
    public static Conditions of(Set<Urgency> urgencies, Set<Door> doors) {
        return new Conditions(urgencies, Set.of(), doors, List.of(), Set.of(), Set.of(), 1);
    }

    boolean hold(Situation now) {
        return isOneOf(urgencies, now.said().urgency())
                && (matters.isEmpty()
                        || now.said().matter().filter(matters::contains).isPresent())
                && isOneOf(doors, now.door())
                && (at.isEmpty() || at.stream().anyMatch(span -> span.holds(now.time())))
                && isOneOf(numbers, now.dialled())
                && isOneOf(callers, now.caller())
                && now.calls() >= calls;
    }

    private static <T> boolean isOneOf(Collection<T> wanted, T is) {
        return wanted.isEmpty() || wanted.contains(is);
    }
}
