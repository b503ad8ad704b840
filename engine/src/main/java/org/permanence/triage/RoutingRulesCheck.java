package org.permanence.triage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.RoutingRules.Choice;

/// The problems of a practice's routing rules, found by trying every kind of call they can distinguish.
///
/// @param unrouted a call that no rule matches; empty if there is none
/// @param unreachable the numbers of the rules that are never the first to match
/// @param unsafe the numbers of the rules that send a caller who may be in danger to a route without a person, or
///     lower the caller's urgency
public record RoutingRulesCheck(Optional<RoutingContext> unrouted, List<Integer> unreachable, List<Integer> unsafe) {

    /// Whether the rules have no problems.
    public boolean hasNoProblems() {
        return unrouted.isEmpty() && unreachable.isEmpty() && unsafe.isEmpty();
    }

    /// Checks `rules` with every result of `menu`.
    ///
    /// @param numbers the practice's numbers
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
