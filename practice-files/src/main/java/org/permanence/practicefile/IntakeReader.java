package org.permanence.practicefile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.permanence.practice.IntakeRules;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.privacy.PhoneNumber;
import org.permanence.text.EnumWords;
import org.permanence.triage.CallReason;
import org.permanence.triage.KeyAction;
import org.permanence.triage.MenuQuestion;
import org.permanence.triage.OpeningStatus;
import org.permanence.triage.Route;
import org.permanence.triage.RoutingContext;
import org.permanence.triage.RoutingRules;
import org.permanence.triage.RoutingRulesCheck;
import org.permanence.triage.Rule;
import org.permanence.triage.RuleConditions;
import org.permanence.triage.TimeWindow;
import org.permanence.triage.TriageMenu;
import org.permanence.triage.Urgency;
import org.permanence.yaml.Name;
import org.permanence.yaml.SafeEcho;
import org.permanence.yaml.Section;
import org.permanence.yaml.SourceLocation;
import org.permanence.yaml.Suggestion;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the menu and the routing rules. Rules are refused if they leave a call without a route, are never reached,
/// or do not lead callers who may be in danger to a person. The problem describes such a call.
final class IntakeReader {

    /// The menu and the routing rules of a practice.
    ///
    /// @param questionTexts texts that callers hear, by the name of the question
    record Intake(Map<String, LocalizedPrompt> questionTexts, IntakeRules rules) {}

    private record QuestionEntry(LocalizedPrompt localizedPrompt, Map<Character, Value<KeyAction>> keys) {}

    private final Section practiceSection;
    private final PromptTextReader texts;
    private final ReferenceTable references;
    private final List<Value<PhoneNumber>> numbers;
    private final boolean hasOnCall;

    /// @param texts reads the texts that callers hear
    /// @param hasOnCall whether the practice has an on-call rota
    IntakeReader(
            Section practiceSection,
            PromptTextReader texts,
            ReferenceTable references,
            List<Value<PhoneNumber>> numbers,
            boolean hasOnCall) {
        this.practiceSection = practiceSection;
        this.texts = texts;
        this.references = references;
        this.numbers = numbers;
        this.hasOnCall = hasOnCall;
    }

    Value<Intake> read() {
        Map<Name, Value<QuestionEntry>> asked = practiceSection.readEach("questions", this::question);
        var repeatCallWindow = practiceSection.withDefault(
                "repeat-call-window", ValueParsers.duration("1m", "1h"), IntakeRules.DEFAULT_CALL_WINDOW);
        var refuseFaxes = practiceSection.withDefault("reject-faxes", ValueParsers.TRUE_FALSE, true);
        boolean questionsAreWhole = areQuestionsValid(asked);
        Set<CallReason> reasons = questionsAreWhole ? reasons(asked) : Set.of();
        List<Section> ruleSections = practiceSection.sections("rules");
        List<Value<Rule>> rules = ruleSections.stream()
                .map(section -> rule(section, reasons, questionsAreWhole))
                .toList();
        boolean complete = questionsAreWhole
                && repeatCallWindow.toOptional().isPresent()
                && refuseFaxes.toOptional().isPresent()
                && rules.stream().allMatch(rule -> rule.toOptional().isPresent());
        if (!complete) {
            return Value.invalid(practiceSection.location());
        }
        TriageMenu questions = questions(asked);
        if (!rules.isEmpty() && !areRulesValid(questions, rules)) {
            return Value.invalid(practiceSection.location());
        }
        RoutingRules chosen = rules.isEmpty()
                ? IntakeRules.defaultRules(hasOnCall ? new Route.OnCall() : new Route.Fallback())
                : new RoutingRules(rules.stream().map(Value::get).toList());
        return Value.of(
                new Intake(
                        questionTexts(asked),
                        new IntakeRules(questions, chosen, repeatCallWindow.get(), refuseFaxes.get())),
                practiceSection.location());
    }

    private Value<QuestionEntry> question(Section section) {
        String name = lastKeyPart(section.location().key());
        var text = texts.read(section, "text", "question-" + name);
        Section answers = section.section("keys");
        Map<Character, Value<KeyAction>> keys = new LinkedHashMap<>();
        for (String key : answers.keysInOrder()) {
            Value<KeyAction> meaning = answers.required(key, PracticeParsers.KEY_ACTION);
            if (key.matches("[0-9*#]")) {
                keys.put(key.charAt(0), meaning);
            } else {
                answers.addProblem(
                        answers.locationOf(key), SafeEcho.value(key), "a key of the telephone: 0 to 9, * or #");
            }
        }
        if (keys.isEmpty()) {
            section.addProblem(answers.location(), "no key", "at least one, such as 1: urgent");
        }
        answers.build(() -> true);
        return section.build(() -> new QuestionEntry(text.get(), keys));
    }

    private static String lastKeyPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /// Whether all questions were read, and each key leads only to a later question, so that the menu always ends.
    private boolean areQuestionsValid(Map<Name, Value<QuestionEntry>> asked) {
        boolean valid =
                asked.values().stream().allMatch(value -> value.toOptional().isPresent());
        Set<String> later = new TreeSet<>();
        for (Map.Entry<Name, Value<QuestionEntry>> question : new ArrayList<>(asked.entrySet()).reversed()) {
            for (Value<KeyAction> meaning : question.getValue()
                    .toOptional()
                    .map(QuestionEntry::keys)
                    .orElse(Map.of())
                    .values()) {
                if (meaning.toOptional().orElse(null) instanceof KeyAction.LeadsTo(String to) && !later.contains(to)) {
                    practiceSection.addProblem(
                            meaning.location(),
                            SafeEcho.value("question " + to),
                            "a later question: " + Suggestion.among(to, later));
                    valid = false;
                }
            }
            later.add(question.getKey().value());
        }
        return valid;
    }

    private static Set<CallReason> reasons(Map<Name, Value<QuestionEntry>> asked) {
        Set<CallReason> reasons = new LinkedHashSet<>();
        asked.values()
                .forEach(question -> question.get().keys().values().forEach(meaning -> {
                    if (meaning.get() instanceof KeyAction.Classifies(var triage)) {
                        triage.reason().ifPresent(reasons::add);
                    }
                }));
        return reasons;
    }

    private static TriageMenu questions(Map<Name, Value<QuestionEntry>> asked) {
        return new TriageMenu(asked.entrySet().stream()
                .map(question -> {
                    Map<Character, KeyAction> keys = new HashMap<>();
                    question.getValue().get().keys().forEach((key, meaning) -> keys.put(key, meaning.get()));
                    return new MenuQuestion(question.getKey().value(), keys);
                })
                .toList());
    }

    private static Map<String, LocalizedPrompt> questionTexts(Map<Name, Value<QuestionEntry>> asked) {
        Map<String, LocalizedPrompt> textsByQuestion = new LinkedHashMap<>();
        asked.forEach((name, question) ->
                textsByQuestion.put(name.value(), question.get().localizedPrompt()));
        return textsByQuestion;
    }

    private Value<Rule> rule(Section section, Set<CallReason> reasons, boolean questionsAreWhole) {
        var to = section.required("to", RouteSyntax.PARSER);
        to.toOptional().ifPresent(route -> checkRoute(section, to.location(), route));
        List<Value<Urgency>> urgencies = section.list("urgency", PracticeParsers.URGENCY);
        List<Value<CallReason>> about = section.list("reasons", PracticeParsers.CALL_REASON);
        if (questionsAreWhole) {
            checkReasons(section, about, reasons);
        }
        List<Value<OpeningStatus>> openingStatuses = section.list("opening-status", PracticeParsers.OPENING_STATUS);
        List<Value<TimeWindow>> at = section.list("time-of-day", TimeWindowSyntax.PARSER);
        List<Value<PhoneNumber>> dialled = section.list("dialled-numbers", PracticeParsers.PHONE_NUMBER);
        checkNumbers(section, dialled);
        var callers = section.list("callers", PracticeParsers.CALLER_STATUS);
        var calls = section.withDefault("min-calls", ValueParsers.number(2, 20), 1);
        return section.build(() -> new Rule(
                new RuleConditions(
                        set(urgencies),
                        set(about),
                        set(openingStatuses),
                        at.stream().map(Value::get).toList(),
                        set(dialled),
                        set(callers),
                        calls.get()),
                to.get()));
    }

    private void checkRoute(Section section, SourceLocation location, Route route) {
        switch (route) {
            case Route.OnCall() -> {
                if (!hasOnCall) {
                    section.addProblem(location, "the practice has no on-call rota", "on-call");
                }
            }
            case Route.Transfer(var line) -> references.reference(Kind.LINE, Value.of(new Name(line.name()), location));
            case Route.Queue _, Route.Message _, Route.Announcement _, Route.Fallback _ -> {}
        }
    }

    private static void checkReasons(Section section, List<Value<CallReason>> about, Set<CallReason> reasons) {
        Set<String> known = reasons.stream().map(CallReason::name).collect(Collectors.toCollection(TreeSet::new));
        about.forEach(reason -> reason.toOptional()
                .filter(read -> !reasons.contains(read))
                .ifPresent(read -> section.addProblem(
                        reason.location(), SafeEcho.value(read.name()), Suggestion.among(read.name(), known))));
    }

    private void checkNumbers(Section section, List<Value<PhoneNumber>> dialled) {
        dialled.forEach(number -> number.toOptional()
                .filter(read ->
                        numbers.stream().noneMatch(own -> own.toOptional().equals(Optional.of(read))))
                .ifPresent(
                        _ -> section.addProblem(number.location(), "not a number of the practice", "one of numbers")));
    }

    private static <T> Set<T> set(List<Value<T>> values) {
        return values.stream().map(Value::get).collect(Collectors.toSet());
    }

    private boolean areRulesValid(TriageMenu questions, List<Value<Rule>> rules) {
        Set<PhoneNumber> own =
                numbers.stream().flatMap(number -> number.toOptional().stream()).collect(Collectors.toSet());
        if (own.isEmpty()) {
            return false; // Reported already.
        }
        var check = RoutingRulesCheck.of(
                questions, new RoutingRules(rules.stream().map(Value::get).toList()), own);
        check.unrouted()
                .ifPresent(call -> practiceSection.addProblem(
                        practiceSection.locationOf("rules"),
                        "no rule for a call: " + describe(call),
                        "a rule for every call, such as a last rule without conditions"));
        check.unreachable()
                .forEach(number -> practiceSection.addProblem(
                        rules.get(number - 1).location(), "never reached", "a call that no earlier rule takes"));
        check.unsafe()
                .forEach(number -> practiceSection.addProblem(
                        rules.get(number - 1).location(),
                        "does not lead callers who may be in danger to a person",
                        "urgent and unclear callers reach a person, with at least the urgency they chose"));
        return check.hasNoProblems();
    }

    private static String describe(RoutingContext call) {
        List<String> words = new ArrayList<>();
        words.add(EnumWords.of(call.triage().urgency()));
        call.triage().reason().ifPresent(reason -> words.add("about " + reason));
        words.add(EnumWords.of(call.openingStatus()));
        words.add("at " + call.time());
        words.add("caller " + EnumWords.of(call.callerStatus()));
        words.add("call " + call.recentCalls());
        return String.join(", ", words);
    }
}
