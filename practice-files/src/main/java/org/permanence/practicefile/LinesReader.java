package org.permanence.practicefile;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.permanence.call.Line;
import org.permanence.practice.EmergencyRules;
import org.permanence.practice.TransferRules;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.yaml.Name;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads which lines a practice rings in an emergency, in place of an assistant, and for a transfer.
final class LinesReader {

    /// What the practice file states about lines.
    record PracticeLines(EmergencyRules emergency, List<Name> fallback, TransferRules transfers) {}

    /// How an emergency line accepts a call.
    private enum AcceptBy {
        ANSWER,
        /// By pressing 1, which an answering machine does not do.
        KEY
    }

    private final Section section;
    private final ReferenceTable references;
    private final Predicate<Name> behindTrunk;

    /// @param behindTrunk whether a line is behind a trunk, where a machine may answer
    LinesReader(Section practiceSection, ReferenceTable references, Predicate<Name> behindTrunk) {
        this.section = practiceSection;
        this.references = references;
        this.behindTrunk = behindTrunk;
    }

    Value<PracticeLines> read() {
        Value<EmergencyRules> emergency = emergency();
        List<Value<Name>> fallback = names("fallback-lines");
        Value<TransferRules> transfers = transfers();
        return emergency.toOptional().isPresent()
                        && isComplete(fallback)
                        && transfers.toOptional().isPresent()
                ? Value.of(new PracticeLines(emergency.get(), distinct(fallback), transfers.get()), section.location())
                : Value.invalid(section.location());
    }

    /// An emergency line accepts by key if the file says so, or if it says nothing and a line is behind a trunk.
    private Value<EmergencyRules> emergency() {
        List<Value<Name>> named = names("emergency-lines");
        var ring = section.withDefault(
                "emergency-ring-timeout", ValueParsers.duration("5s", "60s"), DefaultRules.EMERGENCY_RING_TIMEOUT);
        var accept = section.optional("emergency-accept-by", ValueParsers.enumWord(AcceptBy.class));
        if (!isComplete(named)
                || ring.toOptional().isEmpty()
                || accept.toOptional().isEmpty()) {
            return Value.invalid(section.location());
        }
        List<Name> emergencyLines = distinct(named);
        boolean byKey = accept.get()
                .map(word -> word == AcceptBy.KEY)
                .orElseGet(() -> emergencyLines.stream().anyMatch(behindTrunk));
        return Value.of(new EmergencyRules(lines(emergencyLines), ring.get(), byKey), section.location());
    }

    private Value<TransferRules> transfers() {
        boolean given = section.has("transfer-lines");
        List<Value<Name>> named = given ? names("transfer-lines") : List.of();
        var ring = section.withDefault(
                "transfer-ring-timeout", ValueParsers.duration("5s", "60s"), DefaultRules.TRANSFER_RING_TIMEOUT);
        return (isComplete(named) || !given) && ring.toOptional().isPresent()
                ? Value.of(new TransferRules(lines(distinct(named)), ring.get(), Set.of()), section.location())
                : Value.invalid(section.location());
    }

    private List<Value<Name>> names(String key) {
        return references.referenceAll(Kind.LINE, section.nonEmptyList(key, ValueParsers.NAME));
    }

    private static boolean isComplete(List<Value<Name>> names) {
        return !names.isEmpty()
                && names.stream().allMatch(name -> name.toOptional().isPresent());
    }

    private static List<Name> distinct(List<Value<Name>> names) {
        return names.stream().map(Value::get).distinct().toList();
    }

    private static List<Line> lines(List<Name> names) {
        return names.stream().map(name -> new Line(name.value())).toList();
    }
}
