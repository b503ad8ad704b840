package org.permanence.practicefile;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.practice.CallbackRules;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Language;
import org.permanence.practice.Languages;
import org.permanence.practice.QueueRules.OnCallWhileQueuedRule;
import org.permanence.practicefile.PracticeSettings.AcceptBy;
import org.permanence.practicefile.PracticeSettings.OverflowSettings;
import org.permanence.practicefile.PracticeSettings.PracticeLines;
import org.permanence.practicefile.PracticeSettings.QueueSettings;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.privacy.PhoneNumber;
import org.permanence.text.EnumWords;
import org.permanence.triage.Urgency;
import org.permanence.yaml.Name;
import org.permanence.yaml.SafeEcho;
import org.permanence.yaml.Section;
import org.permanence.yaml.Suggestion;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads one practice file.
final class PracticeReader {

    private final Section section;
    private final ReferenceTable references;
    private final Map<Name, Value<OnCallPolicy>> onCallGroups;
    private final Language defaultLanguage;
    private final ZoneId defaultZone;
    private final String country;

    PracticeReader(Section section, ReferenceTable references, PracticeDefaults defaults) {
        this.section = section;
        this.references = references;
        this.onCallGroups = defaults.onCallGroups();
        this.defaultLanguage = defaults.language();
        this.defaultZone = defaults.zone();
        this.country = defaults.country();
    }

    /// Reads the practice.
    ///
    /// @param file the id that the name of the file gives
    Value<PracticeSettings> read(Name file) {
        var id = section.required("id", ValueParsers.NAME);
        id.toOptional()
                .filter(read -> !read.equals(file))
                .ifPresent(read -> section.addProblem(
                        id.location(), SafeEcho.value(read.value()), "the file's own name, " + file));
        var name = section.required("name", PracticeParsers.DISPLAY_NAME);
        List<Value<PhoneNumber>> numbers = section.nonEmptyList("numbers", PracticeParsers.PHONE_NUMBER);
        numbers.forEach(number -> number.toOptional().ifPresent(read -> references.claim(read, number.location())));
        var team = references.reference(Kind.TEAM, section.required("team", ValueParsers.NAME));
        Value<Languages> languages = languages();
        var zone = section.withDefault("time-zone", ValueParsers.TIME_ZONE, defaultZone);
        var hours = new HoursReader(section).read(numbers);
        Section promptFiles = section.section("prompt-files");
        var texts = new PromptTextReader(promptFiles, languages.toOptional());
        var greeting = texts.read(section, "greeting", "greeting");
        var closedAnnouncement = texts.read(section, "closed-announcement", "closed-announcement");
        var onCall = onCall();
        var urgency = new IntakeReader(section, texts, references, numbers, section.has("on-call")).read();
        promptFiles.build(() -> true);
        var lines = lines();
        var queue = queue();
        var recording = new RecordingReader(section.section("recording")).read();
        var messages = new MessageReader(section.section("messages"), section.has("on-call")).read();
        var callback = callback(numbers);
        List<Value<RoutingExample>> examples = section.list("examples", RoutingExample.PARSER);
        Value<PracticeSettings> practice = section.build(() -> new PracticeSettings(
                name.get(),
                numbers.stream().map(Value::get).toList(),
                team.get(),
                languages.get(),
                zone.get(),
                hours.get(),
                greeting.get(),
                closedAnnouncement.get(),
                lines.get(),
                urgency.get(),
                onCall.get(),
                queue.get(),
                recording.get(),
                messages.get(),
                callback.get()));
        practice.toOptional().ifPresent(read -> checkExamples(examples, file, read));
        return practice;
    }

    /// Checks that each example call is routed as stated.
    private void checkExamples(List<Value<RoutingExample>> examples, Name id, PracticeSettings practice) {
        examples.forEach(example -> example.toOptional()
                .flatMap(read -> read.mismatch(id, practice))
                .ifPresent(found -> section.addProblem(
                        example.location(), found, example.get().expected() + ", as in the example")));
    }

    private Value<Optional<CallbackRules>> callback(List<Value<PhoneNumber>> numbers) {
        Section callback = section.section("callback");
        return section.has("callback")
                ? new CallbackReader(callback, references, country)
                        .read(numbers)
                        .map(Optional::of)
                : Value.of(Optional.empty(), section.location());
    }

    private Value<Optional<OnCallPolicy>> onCall() {
        Section onCall = section.section("on-call");
        if (!section.has("on-call")) {
            return Value.of(Optional.empty(), section.location());
        }
        var group = onCall.optional("group", ValueParsers.NAME);
        return group.toOptional().equals(Optional.of(Optional.empty()))
                ? new OnCallReader(onCall, references).read().map(Optional::of)
                : groupOnCall(onCall, group);
    }

    /// The rota of an on-call group. A group with problems has been reported already.
    private Value<Optional<OnCallPolicy>> groupOnCall(Section onCall, Value<Optional<Name>> named) {
        named.toOptional()
                .flatMap(read -> read)
                .filter(name -> !onCallGroups.containsKey(name))
                .ifPresent(name -> onCall.addProblem(
                        named.location(),
                        SafeEcho.value(name.value()),
                        Suggestion.among(
                                name.value(),
                                onCallGroups.keySet().stream().map(Name::value).toList())));
        return onCall.build(() -> named.get()
                .flatMap(name -> Optional.ofNullable(onCallGroups.get(name))
                        .flatMap(Value::toOptional)
                        .map(call -> call.sharedByGroup(name.value()))));
    }

    private Value<Languages> languages() {
        var own = section.withDefault("language", PracticeParsers.LANGUAGE, defaultLanguage);
        Section others = section.section("language-keys");
        Map<Character, Value<Language>> byKey = new LinkedHashMap<>();
        Set<Language> offered = new HashSet<>(own.toOptional().stream().toList());
        for (String key : others.keysInOrder()) {
            Value<Language> language = others.required(key, PracticeParsers.LANGUAGE);
            if (key.length() != 1 || !Languages.SELECTION_KEYS.contains(key)) {
                others.addProblem(
                        others.locationOf(key), SafeEcho.value(key), "a key without another meaning: 3 to 8, or 0");
            }
            language.toOptional()
                    .filter(read -> !offered.add(read))
                    .ifPresent(read -> others.addProblem(
                            language.location(), SafeEcho.value(EnumWords.of(read)), "each further language once"));
            byKey.put(key.charAt(0), language);
        }
        if (own.toOptional().isEmpty()) {
            return Value.invalid(own.location());
        }
        return others.build(() -> {
            Map<Character, Language> known = new LinkedHashMap<>();
            byKey.forEach((key, language) -> known.put(key, language.get()));
            return new Languages(own.get(), known, Optional.empty());
        });
    }

    private Value<PracticeLines> lines() {
        List<Value<Name>> emergency = lineNames("emergency-lines");
        var ring = section.withDefault(
                "emergency-ring-timeout", ValueParsers.duration("5s", "60s"), DefaultRules.EMERGENCY_RING_TIMEOUT);
        var accept = section.optional("emergency-accept-by", ValueParsers.enumWord(AcceptBy.class));
        List<Value<Name>> fallback = lineNames("fallback-lines");
        List<Value<Name>> transfer = section.has("transfer-lines") ? lineNames("transfer-lines") : List.of();
        var transferRing = section.withDefault(
                "transfer-ring-timeout", ValueParsers.duration("5s", "60s"), DefaultRules.TRANSFER_RING_TIMEOUT);
        boolean complete = ring.toOptional().isPresent()
                && isComplete(emergency)
                && isComplete(fallback)
                && (isComplete(transfer) || !section.has("transfer-lines"))
                && transferRing.toOptional().isPresent()
                && accept.toOptional().isPresent();
        return complete
                ? Value.of(
                        new PracticeLines(
                                names(emergency),
                                ring.get(),
                                accept.get(),
                                names(fallback),
                                names(transfer),
                                transferRing.get()),
                        section.location())
                : Value.invalid(section.location());
    }

    private List<Value<Name>> lineNames(String key) {
        return references.referenceAll(Kind.LINE, section.nonEmptyList(key, ValueParsers.NAME));
    }

    private static boolean isComplete(List<Value<Name>> names) {
        return !names.isEmpty()
                && names.stream().allMatch(name -> name.toOptional().isPresent());
    }

    private static List<Name> names(List<Value<Name>> names) {
        return names.stream().map(Value::get).distinct().toList();
    }

    private Value<QueueSettings> queue() {
        Section queue = section.section("queue");
        var limit = queue.withDefault("limit", ValueParsers.number(0, 10_000), DefaultRules.QUEUE_LIMIT);
        var maxWait = queue.withDefault("max-wait", ValueParsers.duration("10s", "2h"), DefaultRules.MAX_WAIT);
        var announce = queue.withDefault(
                "announce-position-every", ValueParsers.duration("0s", "10m"), DefaultRules.ANNOUNCE_EVERY);
        var announceWaitEstimate = queue.withDefault("announce-wait-estimate", ValueParsers.TRUE_FALSE, true);
        var promoteAfter =
                queue.withDefault("promote-after", ValueParsers.duration("0s", "1h"), DefaultRules.PROMOTE_AFTER);
        var spacing =
                queue.withDefault("fairness-spacing", ValueParsers.duration("0s", "2m"), DefaultRules.FAIRNESS_SPACING);
        var savedPositionFor = queue.withDefault(
                "saved-position-for", ValueParsers.duration("0s", "1h"), DefaultRules.SAVED_POSITION_FOR);
        var lastAssistantDays =
                queue.withDefault("last-assistant-days", ValueParsers.number(0, 365), DefaultRules.LAST_ASSISTANT_DAYS);
        List<Value<Name>> preferred =
                references.referenceAll(Kind.ASSISTANT, queue.list("preferred-assistants", ValueParsers.NAME));
        Value<Optional<OverflowSettings>> overflow = overflow(queue);
        Value<Optional<OnCallWhileQueuedRule>> onCall = onCallAfter(queue, maxWait);
        var serviceLevel = section.withDefault(
                "service-level-threshold", ValueParsers.duration("1s", "10m"), DefaultRules.SERVICE_LEVEL_THRESHOLD);
        return queue.build(() -> new QueueSettings(
                limit.get(),
                maxWait.get(),
                announce.get(),
                announceWaitEstimate.get(),
                serviceLevel.get(),
                new FairnessRules(promoteAfter.get(), spacing.get()),
                savedPositionFor.get(),
                Duration.ofDays(lastAssistantDays.get()),
                names(preferred),
                overflow.get(),
                onCall.get()));
    }

    private Value<Optional<OnCallWhileQueuedRule>> onCallAfter(Section queue, Value<Duration> maxWait) {
        var after = queue.optional("ring-on-call-after", ValueParsers.duration("10s", "1h"));
        List<Value<Urgency>> urgencies = queue.list("ring-on-call-for", PracticeParsers.URGENT_OR_UNCLEAR);
        if (after.toOptional().flatMap(read -> read).isEmpty()) {
            if (queue.has("ring-on-call-for") && !queue.has("ring-on-call-after")) {
                queue.addProblem(
                        queue.locationOf("ring-on-call-for"), "given without a time", "ring-on-call-after with it");
            }
            return Value.of(Optional.empty(), queue.location());
        }
        if (!section.has("on-call")) {
            queue.addProblem(after.location(), "the practice has no on-call rota", "on-call");
        }
        maxWait.toOptional()
                .filter(limit -> after.get().orElseThrow().compareTo(limit) >= 0)
                .ifPresent(_ -> queue.addProblem(after.location(), "not before max-wait", "less than max-wait"));
        Set<Urgency> selectedUrgencies = urgencies.stream()
                .flatMap(urgency -> urgency.toOptional().stream())
                .collect(Collectors.toSet());
        return Value.of(
                after.get()
                        .map(time -> new OnCallWhileQueuedRule(
                                time, selectedUrgencies.isEmpty() ? Set.of(Urgency.URGENT) : selectedUrgencies)),
                after.location());
    }

    private Value<Optional<OverflowSettings>> overflow(Section queue) {
        Section overflow = queue.section("overflow");
        if (!queue.has("overflow")) {
            return Value.of(Optional.empty(), queue.location());
        }
        var team = references.reference(Kind.TEAM, overflow.required("team", ValueParsers.NAME));
        var after = overflow.withDefault("after", ValueParsers.duration("5s", "1h"), DefaultRules.OVERFLOW_AFTER);
        return overflow.build(() -> Optional.of(new OverflowSettings(team.get(), after.get())));
    }
}
