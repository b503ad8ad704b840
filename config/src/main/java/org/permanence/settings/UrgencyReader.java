package org.permanence.settings;

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
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.Ledger.Kind;
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

/// Reads what a practice asks its callers, and where each of them goes. Rules that leave a caller nowhere, that
/// never hold, or that lose whoever may be in danger are refused, with a call that shows it.
final class UrgencyReader {

    private record Asked(PracticeSettings.Said said, Map<Character, Value<KeyAction>> keys) {}

    private final Section practice;
    private final SaidReader texts;
    private final Ledger ledger;
    private final List<Value<PhoneNumber>> numbers;
    private final boolean hasOnCall;

    /// @param texts reads what callers hear
    /// @param hasOnCall whether anybody is on call for the practice
    UrgencyReader(
            Section practice, SaidReader texts, Ledger ledger, List<Value<PhoneNumber>> numbers, boolean hasOnCall) {
        this.practice = practice;
        this.texts = texts;
        this.ledger = ledger;
        this.numbers = numbers;
        this.hasOnCall = hasOnCall;
    }

    Value<UrgencySettings> read() {
        Map<Name, Value<Asked>> asked = practice.each("questions", this::question);
        var within = practice.orElse("calls-within", Shapes.duration("1m", "1h"), IntakeRules.DEFAULT_CALL_WINDOW);
        var refuseFaxes = practice.orElse("refuse-faxes", Shapes.WISH, true);
        boolean questionsAreWhole = leadOn(asked);
        Set<CallReason> matters = questionsAreWhole ? matters(asked) : Set.of();
        List<Section> written = practice.sections("rules");
        List<Value<Rule>> rules = written.stream()
                .map(section -> rule(section, matters, questionsAreWhole))
                .toList();
        boolean whole = questionsAreWhole
                && within.ifRead().isPresent()
                && refuseFaxes.ifRead().isPresent()
                && rules.stream().allMatch(rule -> rule.ifRead().isPresent());
        if (!whole) {
            return Value.unread(practice.spot());
        }
        TriageMenu questions = questions(asked);
        if (!rules.isEmpty() && !hold(questions, rules)) {
            return Value.unread(practice.spot());
        }
        RoutingRules chosen = rules.isEmpty()
                ? IntakeRules.defaultRules(hasOnCall ? new Route.OnCall() : new Route.Fallback())
                : new RoutingRules(rules.stream().map(Value::get).toList());
        return Value.of(
                new UrgencySettings(said(asked), new IntakeRules(questions, chosen, within.get(), refuseFaxes.get())),
                practice.spot());
    }

    private Value<Asked> question(Section section) {
        String name = lastOf(section.spot().key());
        var said = texts.read(section, "ask", "question-" + name);
        Section answers = section.section("keys");
        Map<Character, Value<KeyAction>> keys = new LinkedHashMap<>();
        for (String key : answers.namesInOrder()) {
            Value<KeyAction> meaning = answers.required(key, Shapes.MEANING);
            if (key.matches("[0-9*#]")) {
                keys.put(key.charAt(0), meaning);
            } else {
                answers.problem(answers.spotOf(key), Quoted.value(key), "a key of the telephone: 0 to 9, * or #");
            }
        }
        if (keys.isEmpty()) {
            section.problem(answers.spot(), "no key", "at least one, such as 1: urgent");
        }
        answers.build(() -> true);
        return section.build(() -> new Asked(said.get(), keys));
    }

    private static String lastOf(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /// Whether all could be read, and each answer leads to a question that comes later: so every caller comes to
    /// an end.
    private boolean leadOn(Map<Name, Value<Asked>> asked) {
        boolean whole = asked.values().stream().allMatch(value -> value.ifRead().isPresent());
        Set<String> later = new TreeSet<>();
        for (Map.Entry<Name, Value<Asked>> question : new ArrayList<>(asked.entrySet()).reversed()) {
            for (Value<KeyAction> meaning : question.getValue()
                    .ifRead()
                    .map(Asked::keys)
                    .orElse(Map.of())
                    .values()) {
                if (meaning.ifRead().orElse(null) instanceof KeyAction.LeadsTo(String to) && !later.contains(to)) {
                    practice.problem(
                            meaning.spot(), Quoted.value("ask " + to), "a later question: " + Nearest.among(to, later));
                    whole = false;
                }
            }
            later.add(question.getKey().value());
        }
        return whole;
    }

    private static Set<CallReason> matters(Map<Name, Value<Asked>> asked) {
        Set<CallReason> matters = new LinkedHashSet<>();
        asked.values()
                .forEach(question -> question.get().keys().values().forEach(meaning -> {
                    if (meaning.get() instanceof KeyAction.Classifies(var triage)) {
                        triage.reason().ifPresent(matters::add);
                    }
                }));
        return matters;
    }

    private static TriageMenu questions(Map<Name, Value<Asked>> asked) {
        return new TriageMenu(asked.entrySet().stream()
                .map(question -> {
                    Map<Character, KeyAction> keys = new HashMap<>();
                    question.getValue().get().keys().forEach((key, meaning) -> keys.put(key, meaning.get()));
                    return new MenuQuestion(question.getKey().value(), keys);
                })
                .toList());
    }

    private static Map<String, PracticeSettings.Said> said(Map<Name, Value<Asked>> asked) {
        Map<String, PracticeSettings.Said> said = new LinkedHashMap<>();
        asked.forEach((name, question) -> said.put(name.value(), question.get().said()));
        return said;
    }

    private Value<Rule> rule(Section section, Set<CallReason> matters, boolean questionsAreWhole) {
        var to = section.required("to", Shapes.ROUTE);
        to.ifRead().ifPresent(route -> checkRoute(section, to.spot(), route));
        List<Value<Urgency>> urgencies = section.list("urgency", Shapes.URGENCY);
        List<Value<CallReason>> about = section.list("about", Shapes.MATTER);
        if (questionsAreWhole) {
            checkMatters(section, about, matters);
        }
        List<Value<OpeningStatus>> doors = section.list("hours", Shapes.DOOR);
        List<Value<Interval>> at = section.list("at", Shapes.INTERVAL);
        List<Value<PhoneNumber>> dialled = section.list("numbers", Shapes.NUMBER);
        checkNumbers(section, dialled);
        var callers = section.list("callers", Shapes.ACQUAINTANCE);
        var calls = section.orElse("calls", Shapes.number(2, 20), 1);
        return section.build(() -> new Rule(
                new RuleConditions(
                        set(urgencies),
                        set(about),
                        set(doors),
                        at.stream().map(Value::get).map(UrgencyReader::dayTime).toList(),
                        set(dialled),
                        set(callers),
                        calls.get()),
                to.get()));
    }

    static TimeWindow dayTime(Interval interval) {
        return new TimeWindow(interval.start(), interval.end());
    }

    private void checkRoute(Section section, Spot spot, Route route) {
        switch (route) {
            case Route.OnCall() -> {
                if (!hasOnCall) {
                    section.problem(spot, "nobody is on call here", "a rota: on-call");
                }
            }
            case Route.Transfer(var line) -> ledger.use(Kind.LINE, Value.of(new Name(line.name()), spot));
            case Route.Queue _, Route.Message _, Route.Announcement _, Route.Fallback _ -> {}
        }
    }

    private static void checkMatters(Section section, List<Value<CallReason>> about, Set<CallReason> matters) {
        Set<String> known = matters.stream().map(CallReason::name).collect(Collectors.toCollection(TreeSet::new));
        about.forEach(matter -> matter.ifRead()
                .filter(read -> !matters.contains(read))
                .ifPresent(read ->
                        section.problem(matter.spot(), Quoted.value(read.name()), Nearest.among(read.name(), known))));
    }

    private void checkNumbers(Section section, List<Value<PhoneNumber>> dialled) {
        dialled.forEach(number -> number.ifRead()
                .filter(read -> numbers.stream().noneMatch(own -> own.ifRead().equals(Optional.of(read))))
                .ifPresent(_ -> section.problem(number.spot(), "not the practice's", "one of numbers")));
    }

    private static <T> Set<T> set(List<Value<T>> values) {
        return values.stream().map(Value::get).collect(Collectors.toSet());
    }

    private boolean hold(TriageMenu questions, List<Value<Rule>> rules) {
        Set<PhoneNumber> own =
                numbers.stream().flatMap(number -> number.ifRead().stream()).collect(Collectors.toSet());
        if (own.isEmpty()) {
            return false; // Told already.
        }
        var check = RoutingRulesCheck.of(
                questions, new RoutingRules(rules.stream().map(Value::get).toList()), own);
        check.unrouted()
                .ifPresent(call -> practice.problem(
                        practice.spotOf("rules"),
                        "no rule for a call that is " + described(call),
                        "a rule for every call; the last one may have no condition"));
        check.unreachable()
                .forEach(number -> practice.problem(
                        rules.get(number - 1).spot(), "never the first to hold", "calls that no rule before it takes"));
        check.unsafe()
                .forEach(number -> practice.problem(
                        rules.get(number - 1).spot(),
                        "loses callers who may be in danger",
                        "for urgent and unclear callers: a person, and no less urgency than they said"));
        return check.hasNoProblems();
    }

    private static String described(RoutingContext call) {
        List<String> words = new ArrayList<>();
        words.add(Shapes.word(call.triage().urgency()));
        call.triage().reason().ifPresent(reason -> words.add("about " + reason));
        words.add(Shapes.word(call.openingStatus()));
        words.add("at " + call.time());
        words.add("from somebody " + Shapes.word(call.callerStatus()));
        words.add("call " + call.recentCalls());
        return String.join(", ", words);
    }
}
