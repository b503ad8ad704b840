package org.permanence.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.practice.Practice;
import org.permanence.practice.TeamId;
import org.permanence.practicefile.PracticeFile;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.LineSettings.OnTrunk;
import org.permanence.triage.Route;
import org.permanence.yaml.Name;
import org.permanence.yaml.Problems;
import org.permanence.yaml.SourceLocation;
import org.permanence.yaml.Value;

/// Checks between the sections of the settings, beyond names. Sections with problems are skipped, because they have
/// been reported already.
final class InstallationCheck {

    private final Problems problems;
    private final Map<Name, Value<PracticeFile>> practices;
    private final Map<Name, Value<AssistantSettings>> assistants;

    InstallationCheck(
            Problems problems,
            Map<Name, Value<PracticeFile>> practices,
            Map<Name, Value<AssistantSettings>> assistants) {
        this.problems = problems;
        this.practices = practices;
        this.assistants = assistants;
    }

    /// A line by number needs a trunk for outbound calls. It must not be a number of a practice: a practice whose
    /// fallback line is its own number would call itself forever.
    InstallationCheck checkLines(Map<Name, Value<LineSettings>> lines, Map<Name, Value<TrunkSettings>> trunks) {
        Set<PhoneNumber> ownNumbers = new HashSet<>();
        practices
                .values()
                .forEach(practice -> practice.toOptional().ifPresent(read -> ownNumbers.addAll(read.numbers())));
        lines.values()
                .forEach(line -> line.toOptional()
                        .filter(OnTrunk.class::isInstance)
                        .map(OnTrunk.class::cast)
                        .ifPresent(read -> {
                            if (ownNumbers.contains(read.number())) {
                                problems.add(
                                        line.location(),
                                        "a practice's own number",
                                        "a line that does not lead back here");
                            }
                            if (isInboundOnly(trunks, read.trunk())) {
                                problems.add(line.location(), "a trunk without outbound", "a trunk that takes calls");
                            }
                        }));
        return this;
    }

    private static boolean isInboundOnly(Map<Name, Value<TrunkSettings>> trunks, Name trunk) {
        return Optional.ofNullable(trunks.get(trunk))
                .flatMap(Value::toOptional)
                .filter(read -> read.outbound().isEmpty())
                .isPresent();
    }

    /// An assistant serves only practices of their own team and practices that overflow to it, because assignment
    /// locks one team at a time. A practice without an assistant would never answer its callers.
    InstallationCheck checkAssistants() {
        assistants
                .values()
                .forEach(assistant ->
                        assistant.toOptional().ifPresent(read -> checkPractices(read, assistant.location())));
        if (assistants.values().stream()
                .allMatch(assistant -> assistant.toOptional().isPresent())) {
            practices.forEach((name, practice) ->
                    practice.toOptional().ifPresent(read -> checkServed(name, read, practice.location())));
        }
        return this;
    }

    private void checkPractices(AssistantSettings assistant, SourceLocation location) {
        assistant.practices().stream()
                .sorted()
                .filter(practice -> find(practice)
                        .map(one -> !mayBeServedBy(teamOf(assistant), one.practice()))
                        .orElse(false))
                .forEach(practice -> problems.add(
                        location,
                        "serves " + practice + ", which is of another team",
                        "practices of team " + assistant.team() + ", or that overflow to it"));
        assistant.preferred().stream()
                .sorted()
                .filter(practice -> !assistant.practices().contains(practice))
                .forEach(practice -> problems.add(
                        location,
                        "is preferred for " + practice + ", which they do not serve",
                        "some of their practices"));
    }

    private static boolean mayBeServedBy(TeamId team, Practice practice) {
        return practice.team().equals(team)
                || practice.queue()
                        .overflow()
                        .filter(other -> other.team().equals(team))
                        .isPresent();
    }

    private static TeamId teamOf(AssistantSettings assistant) {
        return new TeamId(assistant.team().value());
    }

    private void checkServed(Name name, PracticeFile file, SourceLocation location) {
        Practice practice = file.practice();
        List<AssistantSettings> servingAssistants = assistants.values().stream()
                .map(Value::get)
                .filter(one -> one.practices().contains(name))
                .toList();
        if (servingAssistants.isEmpty()) {
            problems.add(location, "served by no assistant", "an assistant who names this practice");
        }
        practice.queue().overflow().ifPresent(overflow -> {
            if (overflow.team().equals(practice.team())) {
                problems.add(location, "overflows to its own team", "another team");
            } else if (servingAssistants.stream().noneMatch(one -> teamOf(one).equals(overflow.team()))) {
                problems.add(
                        location,
                        "overflows to " + overflow.team() + ", where no assistant serves it",
                        "an assistant there who names this practice");
            }
        });
    }

    /// Callbacks need a trunk for outbound calls.
    InstallationCheck checkCallbacks(Map<Name, Value<TrunkSettings>> trunks) {
        practices.values().stream()
                .filter(practice -> practice.toOptional()
                        .flatMap(file -> file.practice().returningCallers().callback())
                        .filter(rules ->
                                isInboundOnly(trunks, new Name(rules.trunk().name())))
                        .isPresent())
                .forEach(practice -> problems.add(
                        practice.location(),
                        "calls back through a trunk without outbound",
                        "a trunk that takes calls"));
        return this;
    }

    private static boolean takesMessages(Practice practice) {
        return practice.messages().whenClosed()
                || practice.messages().whileQueued()
                || practice.intake().rules().inOrder().stream().anyMatch(rule -> rule.route() instanceof Route.Message);
    }

    /// Over AudioSocket, only connected calls are tapped, so messages cannot be recorded.
    InstallationCheck checkMessages(Value<AsteriskSettings> asterisk) {
        if (asterisk.toOptional().flatMap(AsteriskSettings::audioSocket).isPresent()) {
            practices.values().stream()
                    .filter(practice -> practice.toOptional()
                            .map(PracticeFile::practice)
                            .filter(InstallationCheck::takesMessages)
                            .isPresent())
                    .forEach(practice -> problems.add(
                            practice.location(),
                            "takes messages, but audio-tap is audio-socket",
                            "no messages, or asterisk.audio-tap: pipe"));
        }
        return this;
    }

    private Optional<PracticeFile> find(Name name) {
        return Optional.ofNullable(practices.get(name)).flatMap(Value::toOptional);
    }
}
