package org.permanence.settings;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.oncall.OnCall;
import org.permanence.practice.Language;
import org.permanence.practice.Turns;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.Ledger.Kind;
import org.permanence.settings.PracticeSettings.Accept;
import org.permanence.settings.PracticeSettings.OverflowSettings;
import org.permanence.settings.PracticeSettings.QueueSettings;
import org.permanence.settings.PracticeSettings.RungLines;
import org.permanence.settings.PracticeSettings.Said;

/// Reads one practice's file.
final class PracticeReader {

    private final Section section;
    private final Ledger ledger;
    private final Map<Name, Value<OnCall>> groups;
    private final Language usualLanguage;
    private final ZoneId usualZone;

    PracticeReader(Section section, Ledger ledger, Shared shared) {
        this.section = section;
        this.ledger = ledger;
        this.groups = shared.groups();
        var identity = shared.identity();
        this.usualLanguage = identity.ifRead().map(HouseIdentity::language).orElse(Language.FR);
        // Where the house's zone was refused the practice is never built: any zone stands for it.
        this.usualZone = identity.ifRead().map(HouseIdentity::zone).orElse(ZoneOffset.UTC);
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
        var language = section.orElse("language", Shapes.LANGUAGE, usualLanguage);
        var zone = section.orElse("time-zone", Shapes.ZONE, usualZone);
        var hours = new HoursReader(section).read(numbers);
        Section recordings = section.section("prompts");
        var greeting = said("greeting", recordings);
        var closed = said("closed", recordings);
        var onCall = onCall();
        var urgency = new UrgencyReader(section, recordings, ledger, numbers, section.has("on-call")).read();
        recordings.build(() -> true);
        var lines = lines();
        var queue = queue();
        var recording = new RecordingReader(section.section("recording")).read();
        var messages = new MessageReader(section.section("messages")).read();
        List<Value<Example>> examples = section.list("examples", Example.SHAPE);
        Value<PracticeSettings> practice = section.build(() -> new PracticeSettings(
                name.get(),
                numbers.stream().map(Value::get).toList(),
                team.get(),
                language.get(),
                zone.get(),
                hours.get(),
                greeting.get(),
                closed.get(),
                lines.get(),
                urgency.get(),
                onCall.get(),
                queue.get(),
                recording.get(),
                messages.get()));
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

    private Value<Optional<OnCall>> onCall() {
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
    private Value<Optional<OnCall>> ofGroup(Section onCall, Value<Optional<Name>> named) {
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
                .flatMap(name -> Optional.ofNullable(groups.get(name)))
                .flatMap(Value::ifRead));
    }

    private Value<Said> said(String key, Section recordings) {
        var text = section.required(key, Shapes.SPOKEN);
        var recording = recordings.optional(key, new FileShapes(section).recording());
        return text.ifRead().isPresent() && recording.ifRead().isPresent()
                ? Value.of(new Said(text.get(), recording.get()), text.spot())
                : Value.unread(text.spot());
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
        var agesAfter = queue.orElse("ages-after", Shapes.duration("0s", "1h"), Defaults.AGES_AFTER);
        var spacing = queue.orElse("spacing", Shapes.duration("0s", "2m"), Defaults.SPACING);
        List<Value<Name>> preferred = ledger.useAll(Kind.ASSISTANT, queue.list("preferred-assistants", Shapes.NAME));
        Value<Optional<OverflowSettings>> overflow = overflow(queue);
        var serviceLevel = section.orElse("service-level", Shapes.duration("1s", "10m"), Defaults.SERVICE_LEVEL);
        return queue.build(() -> new QueueSettings(
                limit.get(),
                patience.get(),
                announce.get(),
                serviceLevel.get(),
                new Turns(agesAfter.get(), spacing.get()),
                names(preferred),
                overflow.get()));
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
