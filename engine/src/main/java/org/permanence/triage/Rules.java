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

/// Where a practice's calls go: the first rule whose conditions hold is the one. A matter of life is never asked
/// about.
public record Rules(List<Rule> inOrder) {

    /// The rule that was the first to hold.
    ///
    /// @param number from 1
    public record Choice(int number, Route route) {}

    public Rules {
        inOrder = List.copyOf(inOrder);
    }

    /// The first rule that holds, if any does.
    public Optional<Choice> choose(Situation now) {
        for (int at = 0; at < inOrder.size(); at++) {
            if (inOrder.get(at).when().hold(now)) {
                return Optional.of(new Choice(at + 1, inOrder.get(at).to()));
            }
        }
        return Optional.empty();
    }

    /// One situation of each kind that these rules can tell apart: what holds for all of them holds always.
    Stream<Situation> situations(Questions questions, Set<PhoneNumber> numbers) {
        List<LocalTime> times = times();
        List<Integer> calls = calls();
        return questions.outcomes().stream()
                .flatMap(said -> Stream.of(Door.values())
                        .flatMap(door -> times.stream()
                                .flatMap(time -> numbers.stream()
                                        .flatMap(number -> callers().stream()
                                                .flatMap(caller -> calls.stream()
                                                        .map(count -> new Situation(
                                                                said, door, time, number, caller, count)))))));
    }

    /// Whether any of them asks for callers whom the practice has blocked.
    public boolean tellApartWhoIsBlocked() {
        return inOrder.stream().anyMatch(rule -> rule.when().callers().contains(Acquaintance.BLOCKED));
    }

    private List<Acquaintance> callers() {
        return Stream.of(Acquaintance.values())
                .filter(caller -> caller != Acquaintance.BLOCKED || tellApartWhoIsBlocked())
                .toList();
    }

    /// The beginning of each part of the day.
    private List<LocalTime> times() {
        var cuts = new TreeSet<LocalTime>();
        cuts.add(LocalTime.MIN);
        inOrder.stream().flatMap(rule -> rule.when().at().stream()).forEach(span -> {
            cuts.add(span.start());
            cuts.add(span.end());
        });
        return List.copyOf(cuts);
    }

    private List<Integer> calls() {
        var counts = new LinkedHashSet<Integer>();
        counts.add(1);
        inOrder.forEach(rule -> counts.add(rule.when().calls()));
        return new ArrayList<>(counts);
    }
}
