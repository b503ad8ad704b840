package org.permanence.practicefile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Overflow;
import org.permanence.practice.QueueRules;
import org.permanence.practice.QueueRules.OnCallWhileQueuedRule;
import org.permanence.practice.TeamId;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.triage.Urgency;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the `queue` section of a practice file, and the service level threshold beside it.
final class QueueReader {

    /// What the section states.
    ///
    /// @param savedPositionFor how long the position of a caller who was cut off is saved; zero: not saved
    /// @param lastAssistantFor how long the last assistant of a caller is remembered; zero: not remembered
    record QueueSection(QueueRules rules, Duration savedPositionFor, Duration lastAssistantFor) {}

    private final Section practiceSection;
    private final Section section;
    private final ReferenceTable references;

    QueueReader(Section practiceSection, ReferenceTable references) {
        this.practiceSection = practiceSection;
        this.section = practiceSection.section("queue");
        this.references = references;
    }

    Value<QueueSection> read() {
        var limit = section.withDefault("limit", ValueParsers.number(0, 10_000), DefaultRules.QUEUE_LIMIT);
        var maxWait = section.withDefault("max-wait", ValueParsers.duration("10s", "2h"), DefaultRules.MAX_WAIT);
        var announce = section.withDefault(
                "announce-position-every", ValueParsers.duration("0s", "10m"), DefaultRules.ANNOUNCE_EVERY);
        var announceWaitEstimate = section.withDefault("announce-wait-estimate", ValueParsers.TRUE_FALSE, true);
        var fairness = fairness();
        var savedPositionFor = section.withDefault(
                "saved-position-for", ValueParsers.duration("0s", "1h"), DefaultRules.SAVED_POSITION_FOR);
        var lastAssistantDays = section.withDefault(
                "last-assistant-days", ValueParsers.number(0, 365), DefaultRules.LAST_ASSISTANT_DAYS);
        Value<Optional<Overflow>> overflow = overflow();
        Value<Optional<OnCallWhileQueuedRule>> onCall = onCallWhileQueued(maxWait);
        var serviceLevel = practiceSection.withDefault(
                "service-level-threshold", ValueParsers.duration("1s", "10m"), DefaultRules.SERVICE_LEVEL_THRESHOLD);
        return section.build(() -> new QueueSection(
                new QueueRules(
                        limit.get(),
                        maxWait.get(),
                        announce.get(),
                        announceWaitEstimate.get(),
                        serviceLevel.get(),
                        fairness.get(),
                        overflow.get(),
                        onCall.get()),
                savedPositionFor.get(),
                Duration.ofDays(lastAssistantDays.get())));
    }

    private Value<FairnessRules> fairness() {
        var promoteAfter =
                section.withDefault("promote-after", ValueParsers.duration("0s", "1h"), DefaultRules.PROMOTE_AFTER);
        var spacing = section.withDefault(
                "fairness-spacing", ValueParsers.duration("0s", "2m"), DefaultRules.FAIRNESS_SPACING);
        return promoteAfter.toOptional().isPresent() && spacing.toOptional().isPresent()
                ? Value.of(new FairnessRules(promoteAfter.get(), spacing.get()), section.location())
                : Value.invalid(section.location());
    }

    private Value<Optional<OnCallWhileQueuedRule>> onCallWhileQueued(Value<Duration> maxWait) {
        var after = section.optional("ring-on-call-after", ValueParsers.duration("10s", "1h"));
        List<Value<Urgency>> urgencies = section.list("ring-on-call-for", PracticeParsers.URGENT_OR_UNCLEAR);
        if (after.toOptional().flatMap(read -> read).isEmpty()) {
            if (section.has("ring-on-call-for") && !section.has("ring-on-call-after")) {
                section.addProblem(
                        section.locationOf("ring-on-call-for"), "given without a time", "ring-on-call-after with it");
            }
            return Value.of(Optional.empty(), section.location());
        }
        if (!practiceSection.has("on-call")) {
            section.addProblem(after.location(), "the practice has no on-call rota", "on-call");
        }
        maxWait.toOptional()
                .filter(limit -> after.get().orElseThrow().compareTo(limit) >= 0)
                .ifPresent(_ -> section.addProblem(after.location(), "not before max-wait", "less than max-wait"));
        Set<Urgency> selectedUrgencies = urgencies.stream()
                .flatMap(urgency -> urgency.toOptional().stream())
                .collect(Collectors.toSet());
        return Value.of(
                after.get()
                        .map(time -> new OnCallWhileQueuedRule(
                                time, selectedUrgencies.isEmpty() ? Set.of(Urgency.URGENT) : selectedUrgencies)),
                after.location());
    }

    private Value<Optional<Overflow>> overflow() {
        Section overflow = section.section("overflow");
        if (!section.has("overflow")) {
            return Value.of(Optional.empty(), section.location());
        }
        var team = references.reference(Kind.TEAM, overflow.required("team", ValueParsers.NAME));
        var after = overflow.withDefault("after", ValueParsers.duration("5s", "1h"), DefaultRules.OVERFLOW_AFTER);
        return overflow.build(
                () -> Optional.of(new Overflow(new TeamId(team.get().value()), after.get())));
    }
}
