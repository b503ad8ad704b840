package org.permanence.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.OutsideLine.OnTrunk;
import org.permanence.triage.Route;

/// What must hold between the parts of a house, beyond names. It looks only at what could be read: a part that was
/// refused has been told already, and draws no second problem here.
final class HouseCheck {

    private final Problems problems;
    private final Map<Name, Value<PracticeSettings>> practices;
    private final Map<Name, Value<AssistantSettings>> assistants;

    HouseCheck(
            Problems problems,
            Map<Name, Value<PracticeSettings>> practices,
            Map<Name, Value<AssistantSettings>> assistants) {
        this.problems = problems;
        this.practices = practices;
        this.assistants = assistants;
    }

    /// A line by number needs a trunk that takes calls, and must not lead back into the house: a practice whose
    /// fallback is its own number would ring itself for ever.
    HouseCheck lines(Map<Name, Value<OutsideLine>> lines, Map<Name, Value<TrunkSettings>> trunks) {
        Set<PhoneNumber> ours = new HashSet<>();
        practices.values().forEach(practice -> practice.ifRead().ifPresent(read -> ours.addAll(read.numbers())));
        lines.values()
                .forEach(line -> line.ifRead()
                        .filter(OnTrunk.class::isInstance)
                        .map(OnTrunk.class::cast)
                        .ifPresent(read -> {
                            if (ours.contains(read.number())) {
                                problems.add(
                                        line.spot(), "a practice's own number", "a line that does not lead back here");
                            }
                            if (onlyDelivers(trunks, read.trunk())) {
                                problems.add(line.spot(), "a trunk without outbound", "a trunk that takes calls");
                            }
                        }));
        return this;
    }

    private static boolean onlyDelivers(Map<Name, Value<TrunkSettings>> trunks, Name trunk) {
        return Optional.ofNullable(trunks.get(trunk))
                .flatMap(Value::ifRead)
                .filter(read -> read.outbound().isEmpty())
                .isPresent();
    }

    /// An assistant serves practices of her own team and those that overflow to it only, since one team is matched
    /// under one lock; and a practice that nobody serves would let every caller wait in vain.
    HouseCheck people() {
        assistants
                .values()
                .forEach(assistant -> assistant
                        .ifRead()
                        .ifPresent(read -> read.practices().stream()
                                .sorted()
                                .filter(practice -> practice(practice)
                                        .map(one -> !mayBeServedBy(read.team(), one))
                                        .orElse(false))
                                .forEach(practice -> problems.add(
                                        assistant.spot(),
                                        "serves " + practice + ", which is of another team",
                                        "practices of team " + read.team() + ", or that overflow to it"))));
        if (assistants.values().stream()
                .allMatch(assistant -> assistant.ifRead().isPresent())) {
            practices.forEach(
                    (name, practice) -> practice.ifRead().ifPresent(read -> served(name, read, practice.spot())));
        }
        return this;
    }

    private static boolean mayBeServedBy(Name team, PracticeSettings practice) {
        return practice.team().equals(team)
                || practice.queue()
                        .overflow()
                        .filter(other -> other.team().equals(team))
                        .isPresent();
    }

    private void served(Name name, PracticeSettings practice, Spot spot) {
        List<AssistantSettings> serving = assistants.values().stream()
                .map(Value::get)
                .filter(one -> one.practices().contains(name))
                .toList();
        if (serving.isEmpty()) {
            problems.add(spot, "served by no assistant", "an assistant who names this practice");
        } else {
            practice.languages().offered().stream()
                    .filter(language ->
                            serving.stream().noneMatch(one -> one.languages().contains(language)))
                    .forEach(language -> problems.add(
                            spot,
                            "served by no assistant who speaks " + Shapes.word(language),
                            "an assistant with this language among hers"));
        }
        practice.queue().overflow().ifPresent(overflow -> {
            if (overflow.team().equals(practice.team())) {
                problems.add(spot, "overflows to its own team", "another team");
            } else if (serving.stream().noneMatch(one -> one.team().equals(overflow.team()))) {
                problems.add(
                        spot,
                        "overflows to " + overflow.team() + ", where nobody serves it",
                        "an assistant there who names this practice");
            }
        });
        practice.queue().preferred().stream()
                .filter(preferred -> Optional.ofNullable(assistants.get(preferred))
                        .filter(one -> !one.get().practices().contains(name))
                        .isPresent())
                .forEach(preferred ->
                        problems.add(spot, "prefers " + preferred + ", who does not serve it", "one who serves it"));
    }

    /// Patients are called back through a trunk that takes calls.
    HouseCheck callbacks(Map<Name, Value<TrunkSettings>> trunks) {
        practices.values().stream()
                .filter(practice -> practice.ifRead()
                        .flatMap(PracticeSettings::callback)
                        .filter(rules ->
                                onlyDelivers(trunks, new Name(rules.trunk().name())))
                        .isPresent())
                .forEach(practice -> problems.add(
                        practice.spot(), "calls back through a trunk without outbound", "a trunk that takes calls"));
        return this;
    }

    private static boolean takesMessages(PracticeSettings practice) {
        return practice.messages().whenClosed()
                || practice.messages().whileQueued()
                || practice.urgency().rules().rules().inOrder().stream()
                        .anyMatch(rule -> rule.route() instanceof Route.Message);
    }

    /// From afar only talks are heard: a caller who is with nobody would speak to nobody.
    HouseCheck messages(Value<AsteriskSettings> asterisk) {
        if (asterisk.ifRead().flatMap(AsteriskSettings::audioSocket).isPresent()) {
            practices.values().stream()
                    .filter(practice ->
                            practice.ifRead().filter(HouseCheck::takesMessages).isPresent())
                    .forEach(practice -> problems.add(
                            practice.spot(),
                            "takes messages, and asterisk hears from afar",
                            "no message, or asterisk.hear: pipe"));
        }
        return this;
    }

    private Optional<PracticeSettings> practice(Name name) {
        return Optional.ofNullable(practices.get(name)).flatMap(Value::ifRead);
    }
}
