package org.permanence.triage;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.permanence.privacy.PhoneNumber;

/// A practice's routing rules: the first rule that matches a call decides. Vital calls are not subject to them.
public record RoutingRules(List<Rule> inOrder) {

    /// The first rule that matches.
    ///
    /// @param number the number of the rule, from 1
    public record Choice(int number, Route route) {}

    public RoutingRules {
        inOrder = List.copyOf(inOrder);
    }

    /// The first rule that matches; empty if none does.
    public Optional<Choice> choose(RoutingContext context) {
        for (int index = 0; index < inOrder.size(); index++) {
            if (inOrder.get(index).conditions().matches(context)) {
                return Optional.of(new Choice(index + 1, inOrder.get(index).route()));
            }
        }
        return Optional.empty();
    }

    /// One context of each kind that these rules can distinguish: what is true for all of them is true for every
    /// call.
    Stream<RoutingContext> contexts(TriageMenu menu, Set<PhoneNumber> numbers) {
        List<LocalTime> startTimes = times();
        List<Integer> callCounts = callCounts();
        return menu.possibleResults().stream()
                .flatMap(triage -> Stream.of(OpeningStatus.values())
                        .flatMap(openingStatus -> startTimes.stream()
                                .flatMap(time -> numbers.stream()
                                        .flatMap(number -> callerStatuses().stream()
                                                .flatMap(callerStatus -> callCounts.stream()
                                                        .map(count -> new RoutingContext(
                                                                triage,
                                                                openingStatus,
                                                                time,
                                                                number,
                                                                callerStatus,
                                                                count)))))));
    }

    /// Whether a rule mentions blocked callers.
    public boolean hasBlockedCallerRule() {
        return inOrder.stream()
                .anyMatch(rule -> rule.conditions().callerStatuses().contains(CallerStatus.BLOCKED));
    }

    private List<CallerStatus> callerStatuses() {
        return Stream.of(CallerStatus.values())
                .filter(callerStatus -> callerStatus != CallerStatus.BLOCKED || hasBlockedCallerRule())
                .toList();
    }

    /// One time in each part of the day that the rules distinguish.
    private List<LocalTime> times() {
        var boundaries = new TreeSet<LocalTime>();
        boundaries.add(LocalTime.MIN);
        inOrder.stream().flatMap(rule -> rule.conditions().times().stream()).forEach(window -> {
            boundaries.add(window.start());
            boundaries.add(window.end());
        });
        return List.copyOf(boundaries);
    }

    private List<Integer> callCounts() {
        var counts = new LinkedHashSet<Integer>();
        counts.add(1);
        inOrder.forEach(rule -> counts.add(rule.conditions().minCalls()));
        return new ArrayList<>(counts);
    }
}
