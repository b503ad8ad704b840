package org.permanence.triage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.RoutingRules.Choice;

/// What is wrong with a practice's rules, found by going through every kind of call there can be.
///
/// @param unrouted a call for which no rule holds, if there is one
/// @param unreachable the numbers of the rules that are never the first to hold
/// @param unsafe the numbers of the rules that send whoever may be in danger where nobody answers, or let them
/// wait
///     with less urgency than they said
public record RoutingRulesCheck(Optional<RoutingContext> unrouted, List<Integer> unreachable, List<Integer> unsafe) {

    /// Whether there is nothing to say.
    public boolean hasNoProblems() {
        return unrouted.isEmpty() && unreachable.isEmpty() && unsafe.isEmpty();
    }

    /// Goes through all of them.
    ///
    /// @param numbers the practice's
    public static RoutingRulesCheck of(TriageMenu menu, RoutingRules rules, Set<PhoneNumber> numbers) {
        List<RoutingContext> unrouted = new ArrayList<>();
        Set<Integer> chosen = new HashSet<>();
        Set<Integer> unsafe = new HashSet<>();
        rules.contexts(menu, numbers)
                .forEach(context -> rules.choose(context)
                        .ifPresentOrElse(
                                choice -> {
                                    chosen.add(choice.number());
                                    if (isUnsafe(context.triage().urgency(), choice)) {
                                        unsafe.add(choice.number());
                                    }
                                },
                                () -> unrouted.add(context)));
        List<Integer> unreachable = IntStream.rangeClosed(1, rules.inOrder().size())
                .filter(number -> !chosen.contains(number))
                .boxed()
                .toList();
        return new RoutingRulesCheck(
                unrouted.stream().findFirst(),
                unreachable,
                unsafe.stream().sorted().toList());
    }

    private static boolean isUnsafe(Urgency declared, Choice choice) {
        boolean mayBeInDanger = declared.compareTo(Urgency.ROUTINE) < 0;
        boolean lowersUrgency = choice.route() instanceof Route.Queue(var queueUrgency)
                && queueUrgency.filter(raised -> raised.compareTo(declared) > 0).isPresent();
        return lowersUrgency || (mayBeInDanger && !choice.route().leadsToPerson());
    }
}
