package org.permanence.triage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.Rules.Choice;

/// What is wrong with a practice's rules, found by going through every kind of call there can be.
///
/// @param unrouted a call for which no rule holds, if there is one
/// @param never the numbers of the rules that are never the first to hold
/// @param careless the numbers of the rules that send whoever may be in danger where nobody answers, or let them
/// wait
///     with less urgency than they said
public record RulesCheck(Optional<Situation> unrouted, List<Integer> never, List<Integer> careless) {

    /// Whether there is nothing to say.
    public boolean isFine() {
        return unrouted.isEmpty() && never.isEmpty() && careless.isEmpty();
    }

    /// Goes through all of them.
    ///
    /// @param numbers the practice's
    public static RulesCheck of(Questions questions, Rules rules, Set<PhoneNumber> numbers) {
        List<Situation> unrouted = new ArrayList<>();
        Set<Integer> chosen = new HashSet<>();
        Set<Integer> careless = new HashSet<>();
        rules.situations(questions, numbers)
                .forEach(situation -> rules.choose(situation)
                        .ifPresentOrElse(
                                choice -> {
                                    chosen.add(choice.number());
                                    if (isCareless(situation.said().urgency(), choice)) {
                                        careless.add(choice.number());
                                    }
                                },
                                () -> unrouted.add(situation)));
        List<Integer> never = IntStream.rangeClosed(1, rules.inOrder().size())
                .filter(number -> !chosen.contains(number))
                .boxed()
                .toList();
        return new RulesCheck(
                unrouted.stream().findFirst(), never, careless.stream().sorted().toList());
    }

    private static boolean isCareless(Urgency said, Choice choice) {
        boolean inDanger = said.compareTo(Urgency.ROUTINE) < 0;
        boolean waitsWithLess = choice.route() instanceof Route.Queue(var as)
                && as.filter(less -> less.compareTo(said) > 0).isPresent();
        return waitsWithLess || (inDanger && !choice.route().leadsToAPerson());
    }
}
