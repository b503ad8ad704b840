package org.permanence.settings;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.Ledger.Kind;
import org.permanence.settings.PracticeSettings.Accept;
import org.permanence.settings.PracticeSettings.OverflowSettings;
import org.permanence.settings.PracticeSettings.QueueSettings;
import org.permanence.settings.PracticeSettings.RungLines;
import org.permanence.triage.Urgency;

/// Reads one practice's file.
final class PracticeReader {

    private final Section section;
    private final Ledger ledger;
    private final Map<Name, Value<OnCallPolicy>> groups;
    private final Language usualLanguage;
    private final ZoneId usualZone;
    private final String country;

    PracticeReader(Section section, Ledger ledger, Shared shared) {
        this.section = section;
        this.ledger = ledger;
        this.groups = shared.groups();
        var identity = shared.identity();
        this.usualLanguage = identity.ifRead().map(HouseIdentity::language).orElse(Language.FR);
        // Where the house's zone was refused the practice is never built: any zone stands for it.
        this.usualZone = identity.ifRead().map(HouseIdentity::zone).orElse(ZoneOffset.UTC);
        this.country = identity.ifRead().map(HouseIdentity::country).orElse(Locale.FRANCE.getCountry());
    }

    /// Reads the practice.
    ///
    /// @param file the name that the file's own name gives
    Value<PracticeSettings> read(Name file) {
        var id = section.required("practice", Shapes.NAME);
        id.ifRead()
                .filter(read -> !read.equals(file))
                .ifPresent(
                        read -> section.problem(id.spot(), Quoted.value(read.value()), "the file's own name, " + file));
        var name = section.required("name", Shapes.PERSON);
        List<Value<PhoneNumber>> numbers = section.listOfSome("numbers", Shapes.NUMBER);
        numbers.forEach(number -> number.ifRead().ifPresent(read -> ledger.takeOnce(read, number.spot())));
        var team = ledger.use(Kind.TEAM, section.required("team", Shapes.NAME));
        Value<Languages> languages = languages();
        var zone = section.orElse("time-zone", Shapes.ZONE, usualZone);
        var hours = new HoursReader(section).read(numbers);
        Section recordings = section.section("prompts");
        var texts = new SaidReader(recordings, languages.ifRead());
        var greeting = texts.read(section, "greeting", "greeting");
        var closed = texts.read(section, "closed", "closed");
        var onCall = onCall();
        var urgency = new UrgencyReader(section, texts, ledger, numbers, section.has("on-call")).read();
        recordings.build(() -> true);
        var lines = lines();
        var queue = queue();
        var recording = new RecordingReader(section.section("recording")).read();
        var messages = new MessageReader(section.section("messages"), section.has("on-call")).read();
        var callback = callback(numbers);
        List<Value<Example>> examples = section.list("examples", Example.SHAPE);
        Value<PracticeSettings> practice = section.build(() -> new PracticeSettings(
                name.get(),
                numbers.stream().map(Value::get).toList(),
                team.get(),
                languages.get(),
                zone.get(),
                hours.get(),
                greeting.get(),
                closed.get(),
                lines.get(),
                urgency.get(),
                onCall.get(),
                queue.get(),
                recording.get(),
                messages.get(),
                callback.get()));
        practice.ifRead().ifPresent(read -> tryOut(examples, file, read));
        return practice;
    }

    /// Every example must hold, or the rules do something else than whoever wrote them meant.
    private void tryOut(List<Value<Example>> examples, Name id, PracticeSettings practice) {
        examples.forEach(example -> example.ifRead()
                .flatMap(read -> read.refutedBy(id, practice))
                .ifPresent(found ->
                        section.problem(example.spot(), found, example.get().expected() + ", as the example says")));
    }

    private Value<Optional<CallbackRules>> callback(List<Value<PhoneNumber>> numbers) {
        Section callback = section.section("callback");
        return section.has("callback")
                ? new CallbackReader(callback, ledger, country).read(numbers).map(Optional::of)
                : Value.of(Optional.empty(), section.spot());
    }

    private Value<Optional<OnCallPolicy>> onCall() {
        Section onCall = section.section("on-call");
        if (!section.has("on-call")) {
            return Value.of(Optional.empty(), section.spot());
        }
        var group = onCall.optional("group", Shapes.NAME);
        return group.ifRead().equals(Optional.of(Optional.empty()))
                ? new OnCallReader(onCall, ledger).read().map(Optional::of)
                : ofGroup(onCall, group);
    }

    /// A group that was refused has been told already, and draws no second problem here.
    private Value<Optional<OnCallPolicy>> ofGroup(Section onCall, Value<Optional<Name>> named) {
        named.ifRead()
                .flatMap(read -> read)
                .filter(name -> !groups.containsKey(name))
                .ifPresent(name -> onCall.problem(
                        named.spot(),
                        Quoted.value(name.value()),
                        Nearest.among(
                                name.value(),
                                groups.keySet().stream().map(Name::value).toList())));
        return onCall.build(() -> named.get()
                .flatMap(name -> Optional.ofNullable(groups.get(name))
                        .flatMap(Value::ifRead)
                        .map(call -> call.sharedByGroup(name.value()))));
    }

    private Value<Languages> languages() {
        var own = section.orElse("language", Shapes.LANGUAGE, usualLanguage);
        Section others = section.section("other-languages");
        Map<Character, Value<Language>> byKey = new LinkedHashMap<>();
        Set<Language> offered = new HashSet<>(own.ifRead().stream().toList());
        for (String key : others.namesInOrder()) {
            Value<Language> language = others.required(key, Shapes.LANGUAGE);
            if (key.length() != 1 || !Languages.SELECTION_KEYS.contains(key)) {
                others.problem(others.spotOf(key), Quoted.value(key), "a key that means nothing else: 3 to 8, or 0");
            }
            language.ifRead()
                    .filter(read -> !offered.add(read))
                    .ifPresent(read -> others.problem(
                            language.spot(), Quoted.value(Shapes.word(read)), "each language once, its own by no key"));
            byKey.put(key.charAt(0), language);
        }
        if (own.ifRead().isEmpty()) {
            return Value.unread(own.spot());
        }
        return others.build(() -> {
            Map<Character, Language> known = new LinkedHashMap<>();
            byKey.forEach((key, language) -> known.put(key, language.get()));
            return new Languages(own.get(), known, Optional.empty());
        });
    }

    private Value<RungLines> lines() {
        List<Value<Name>> emergency = lineNames("emergency-lines");
        var ring = section.orElse("emergency-ring", Shapes.duration("5s", "60s"), Defaults.EMERGENCY_RING);
        var accept = section.optional("emergency-accept", Shape.word(List.of(Accept.values()), Shapes::word));
        List<Value<Name>> fallback = lineNames("fallback-lines");
        List<Value<Name>> transfer = section.has("transfer-lines") ? lineNames("transfer-lines") : List.of();
        var transferRing = section.orElse("transfer-ring", Shapes.duration("5s", "60s"), Defaults.TRANSFER_RING);
        boolean whole = ring.ifRead().isPresent()
                && isWhole(emergency)
                && isWhole(fallback)
                && (isWhole(transfer) || !section.has("transfer-lines"))
                && transferRing.ifRead().isPresent()
                && accept.ifRead().isPresent();
        return whole
                ? Value.of(
                        new RungLines(
                                names(emergency),
                                ring.get(),
                                accept.get(),
                                names(fallback),
                                names(transfer),
                                transferRing.get()),
                        section.spot())
                : Value.unread(section.spot());
    }

    private List<Value<Name>> lineNames(String key) {
        return ledger.useAll(Kind.LINE, section.listOfSome(key, Shapes.NAME));
    }

    private static boolean isWhole(List<Value<Name>> names) {
        return !names.isEmpty() && names.stream().allMatch(name -> name.ifRead().isPresent());
    }

    private static List<Name> names(List<Value<Name>> names) {
        return names.stream().map(Value::get).distinct().toList();
    }

    private Value<QueueSettings> queue() {
        Section queue = section.section("queue");
        var limit = queue.orElse("limit", Shapes.number(0, 10_000), Defaults.QUEUE_LIMIT);
        var patience = queue.orElse("patience", Shapes.duration("10s", "2h"), Defaults.PATIENCE);
        var announce = queue.orElse("announce-position-every", Shapes.duration("0s", "10m"), Defaults.ANNOUNCE_EVERY);
        var forecast = queue.orElse("announce-forecast", Shapes.WISH, true);
        var agesAfter = queue.orElse("ages-after", Shapes.duration("0s", "1h"), Defaults.AGES_AFTER);
        var spacing = queue.orElse("spacing", Shapes.duration("0s", "2m"), Defaults.SPACING);
        var keepsPlace = queue.orElse("keeps-place", Shapes.duration("0s", "1h"), Defaults.KEEPS_PLACE);
        var remembersAssistant =
                queue.orElse("same-assistant-days", Shapes.number(0, 365), Defaults.SAME_ASSISTANT_DAYS);
        List<Value<Name>> preferred = ledger.useAll(Kind.ASSISTANT, queue.list("preferred-assistants", Shapes.NAME));
        Value<Optional<OverflowSettings>> overflow = overflow(queue);
        Value<Optional<OnCallWhileQueuedRule>> onCall = onCallAfter(queue, patience);
        var serviceLevel = section.orElse("service-level", Shapes.duration("1s", "10m"), Defaults.SERVICE_LEVEL);
        return queue.build(() -> new QueueSettings(
                limit.get(),
                patience.get(),
                announce.get(),
                forecast.get(),
                serviceLevel.get(),
                new FairnessRules(agesAfter.get(), spacing.get()),
                keepsPlace.get(),
                Duration.ofDays(remembersAssistant.get()),
                names(preferred),
                overflow.get(),
                onCall.get()));
    }

    private Value<Optional<OnCallWhileQueuedRule>> onCallAfter(Section queue, Value<Duration> patience) {
        var after = queue.optional("on-call-after", Shapes.duration("10s", "1h"));
        List<Value<Urgency>> urgencies = queue.list("on-call-for", Shapes.IN_NEED);
        if (after.ifRead().flatMap(read -> read).isEmpty()) {
            if (queue.has("on-call-for") && !queue.has("on-call-after")) {
                queue.problem(queue.spotOf("on-call-for"), "no time", "with it: on-call-after");
            }
            return Value.of(Optional.empty(), queue.spot());
        }
        if (!section.has("on-call")) {
            queue.problem(after.spot(), "nobody is on call here", "a rota: on-call");
        }
        patience.ifRead()
                .filter(limit -> after.get().orElseThrow().compareTo(limit) >= 0)
                .ifPresent(_ -> queue.problem(after.spot(), "nobody waits so long", "less than patience"));
        Set<Urgency> whose =
                urgencies.stream().flatMap(urgency -> urgency.ifRead().stream()).collect(Collectors.toSet());
        return Value.of(
                after.get()
                        .map(time -> new OnCallWhileQueuedRule(time, whose.isEmpty() ? Set.of(Urgency.URGENT) : whose)),
                after.spot());
    }

    private Value<Optional<OverflowSettings>> overflow(Section queue) {
        Section overflow = queue.section("overflow");
        if (!queue.has("overflow")) {
            return Value.of(Optional.empty(), queue.spot());
        }
        var team = ledger.use(Kind.TEAM, overflow.required("team", Shapes.NAME));
        var after = overflow.orElse("after", Shapes.duration("5s", "1h"), Defaults.OVERFLOW_AFTER);
        return overflow.build(() -> Optional.of(new OverflowSettings(team.get(), after.get())));
    }
}
