package org.permanence.practicefile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.practice.CallbackRules;
import org.permanence.practice.IntakeRules;
import org.permanence.practice.PracticeBuilder;
import org.permanence.practice.PracticeId;
import org.permanence.practice.ReturningCallerRules;
import org.permanence.practice.TeamId;
import org.permanence.practice.TransferRules;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.Route;
import org.permanence.yaml.Name;
import org.permanence.yaml.SafeEcho;
import org.permanence.yaml.Section;
import org.permanence.yaml.Suggestion;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads one practice file. A part is read even if an earlier one has problems, so that all are reported at once.
final class PracticeReader {

    private final Section section;
    private final ReferenceTable references;
    private final PracticeDefaults defaults;

    PracticeReader(Section section, ReferenceTable references, PracticeDefaults defaults) {
        this.section = section;
        this.references = references;
        this.defaults = defaults;
    }

    /// Reads the practice.
    ///
    /// @param id the id that the name of the file gives
    Value<PracticeFile> read(Name id) {
        checkId(id);
        var name = section.required("name", PracticeParsers.DISPLAY_NAME);
        List<Value<PhoneNumber>> numbers = numbers();
        var team = references.reference(Kind.TEAM, section.required("team", ValueParsers.NAME));
        var languages = new LanguagesReader(section, defaults.language()).read();
        var zone = section.withDefault("time-zone", ValueParsers.TIME_ZONE, defaults.zone());
        var hours = new HoursReader(section).read(numbers);
        Section promptFiles = section.section("prompt-files");
        var promptTexts = new PromptTextReader(promptFiles, languages.toOptional());
        var greeting = promptTexts.read(section, "greeting", "greeting");
        var closedAnnouncement = promptTexts.read(section, "closed-announcement", "closed-announcement");
        var onCall = onCall(id);
        var intake = new IntakeReader(section, promptTexts, references, numbers, section.has("on-call")).read();
        promptFiles.build(() -> true);
        var lines = new LinesReader(section, references, defaults.behindTrunk()).read();
        var queue = new QueueReader(section, references).read();
        var recording = new RecordingReader(section.section("recording")).read();
        var messages = new MessageReader(section.section("messages"), section.has("on-call")).read();
        var callback = callback(numbers);
        List<Value<RoutingExample>> examples = section.list("examples", RoutingExample.PARSER);
        Value<PracticeFile> file = section.build(() -> new PracticeFile(
                PracticeBuilder.stagedBuilder()
                        .id(new PracticeId(id.value()))
                        .team(new TeamId(team.get().value()))
                        .languages(languages.get())
                        .zone(zone.get())
                        .hours(hours.get().hours())
                        .closing(hours.get().closing())
                        .emergency(lines.get().emergency())
                        .intake(intake.get().rules())
                        .onCall(onCall.get())
                        .transfers(
                                transfers(lines.get().transfers(), intake.get().rules()))
                        .queue(queue.get().rules())
                        .recordings(recording.get().rules())
                        .messages(messages.get())
                        .returningCallers(returningCallers(queue.get(), callback.get()))
                        .promptRevision(0)
                        .build(),
                new PracticeTexts(
                        name.get(),
                        greeting.get(),
                        closedAnnouncement.get(),
                        intake.get().questionTexts()),
                numbers.stream().map(Value::get).toList(),
                hours.get().byNumber(),
                lines.get().fallback(),
                recording.get().recipients()));
        file.toOptional().ifPresent(read -> checkExamples(examples, read));
        return file;
    }

    private void checkId(Name expected) {
        var id = section.required("id", ValueParsers.NAME);
        id.toOptional()
                .filter(read -> !read.equals(expected))
                .ifPresent(read -> section.addProblem(
                        id.location(), SafeEcho.value(read.value()), "the file's own name, " + expected));
    }

    /// The transfer rules, with all lines behind trunks to which an assistant or a rule may transfer a caller.
    private TransferRules transfers(TransferRules stated, IntakeRules intake) {
        Stream<Line> routed = intake.rules().inOrder().stream()
                .flatMap(rule -> rule.route() instanceof Route.Transfer(Line line) ? Stream.of(line) : Stream.empty());
        Set<Line> byKey = Stream.concat(stated.lines().stream(), routed)
                .filter(line -> defaults.behindTrunk().test(new Name(line.name())))
                .collect(Collectors.toSet());
        return new TransferRules(stated.lines(), stated.ringTimeout(), byKey);
    }

    private List<Value<PhoneNumber>> numbers() {
        List<Value<PhoneNumber>> numbers = section.nonEmptyList("numbers", PracticeParsers.PHONE_NUMBER);
        numbers.forEach(number -> number.toOptional().ifPresent(read -> references.claim(read, number.location())));
        return numbers;
    }

    private static ReturningCallerRules returningCallers(
            QueueReader.QueueSection queue, Optional<CallbackRules> callback) {
        return new ReturningCallerRules(queue.savedPositionFor(), queue.lastAssistantFor(), callback);
    }

    /// Checks that each example call is routed as stated.
    private void checkExamples(List<Value<RoutingExample>> examples, PracticeFile file) {
        examples.forEach(example -> example.toOptional()
                .flatMap(read -> read.mismatch(file))
                .ifPresent(found -> section.addProblem(
                        example.location(), found, example.get().expected() + ", as in the example")));
    }

    private Value<Optional<CallbackRules>> callback(List<Value<PhoneNumber>> numbers) {
        Section callback = section.section("callback");
        return section.has("callback")
                ? new CallbackReader(callback, references, defaults.country())
                        .read(numbers)
                        .map(Optional::of)
                : Value.of(Optional.empty(), section.location());
    }

    private Value<Optional<OnCallPolicy>> onCall(Name practice) {
        Section onCall = section.section("on-call");
        if (!section.has("on-call")) {
            return Value.of(Optional.empty(), section.location());
        }
        var group = onCall.optional("group", ValueParsers.NAME);
        return group.toOptional().equals(Optional.of(Optional.empty()))
                ? new OnCallReader(onCall, references).read().map(Optional::of)
                : groupOnCall(onCall, group, groupsOf(practice));
    }

    /// The groups to which the practice belongs. One with problems has been reported already.
    private Map<Name, Value<OnCallGroup>> groupsOf(Name practice) {
        Map<Name, Value<OnCallGroup>> groups = new LinkedHashMap<>(defaults.onCallGroups());
        groups.values()
                .removeIf(group -> group.toOptional()
                        .filter(read -> !read.practices().contains(practice))
                        .isPresent());
        return groups;
    }

    /// The rota of an on-call group.
    private static Value<Optional<OnCallPolicy>> groupOnCall(
            Section onCall, Value<Optional<Name>> named, Map<Name, Value<OnCallGroup>> groups) {
        named.toOptional()
                .flatMap(read -> read)
                .filter(name -> !groups.containsKey(name))
                .ifPresent(name -> onCall.addProblem(
                        named.location(),
                        SafeEcho.value(name.value()),
                        "a group that has this practice in permanence.yaml: "
                                + Suggestion.among(
                                        name.value(),
                                        groups.keySet().stream()
                                                .map(Name::value)
                                                .toList())));
        return onCall.build(() -> named.get()
                .flatMap(name -> Optional.ofNullable(groups.get(name))
                        .flatMap(Value::toOptional)
                        .map(group -> group.duty().sharedByGroup(name.value()))));
    }
}
