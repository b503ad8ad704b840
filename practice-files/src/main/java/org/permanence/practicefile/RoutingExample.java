package org.permanence.practicefile;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.Practice;
import org.permanence.practice.RoutingSimulation;
import org.permanence.practice.RoutingSimulation.Scenario;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.CallerStatus;
import org.permanence.yaml.ValueParser;

/// A call whose route the practice states: `Friday 25 December 2026 14:00, key 2 -> closed-announcement`.
///
/// @param at local time of the practice
/// @param keys in the order of the questions, the emergency question first; then the caller is silent
/// @param numberIndex which number of the practice was dialled, from 1
/// @param expected the route as [RouteSyntax] writes it; `emergency` for a life-threatening emergency
record RoutingExample(
        LocalDateTime at, List<Character> keys, int numberIndex, CallerHistory.Caller caller, String expected) {

    private static final String EXPECTED =
            "such as: Friday 25 December 2026 14:00, keys 2 1, known caller, call 3, number 2 -> on-call";

    static final ValueParser<RoutingExample> PARSER = ValueParser.of(EXPECTED, RoutingExample::parse);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu HH:mm", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern TEXT = Pattern.compile("([^,]+)((?:, [^,]+)*?) (?:->|→) ([a-z][a-z0-9 -]*)");
    private static final Pattern KEYS = Pattern.compile("keys? ([0-9*#](?: [0-9*#])*)");
    private static final Pattern CALLER = Pattern.compile("(known|unknown|anonymous|blocked) caller");
    private static final Pattern CALLS = Pattern.compile("call ([1-9][0-9]?)");
    private static final Pattern NUMBER = Pattern.compile("number ([1-9][0-9]?)");

    /// The actual route if it differs from the expected one.
    Optional<String> mismatch(PracticeFile file) {
        if (numberIndex > file.numbers().size()) {
            return Optional.of("no number " + numberIndex);
        }
        PhoneNumber number = file.numbers().get(numberIndex - 1);
        Practice practice = file.practiceAt(number);
        var script = new Scenario(at.atZone(practice.zone()).toInstant(), keys, number, caller);
        var outcome = new RoutingSimulation(practice).run(script);
        String actual = outcome.route().map(RouteSyntax::format).orElse(RouteSyntax.EMERGENCY);
        return actual.equals(expected)
                ? Optional.empty()
                : Optional.of(actual
                        + outcome.choice()
                                .map(choice -> " by rule " + choice.number())
                                .orElse(""));
    }

    private static Optional<RoutingExample> parse(String raw) {
        Matcher parts = TEXT.matcher(raw);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String expected = parts.group(3);
        if (!expected.equals(RouteSyntax.EMERGENCY)
                && RouteSyntax.parse(expected).isEmpty()) {
            return Optional.empty();
        }
        try {
            // The formatter refuses a weekday that does not match the date.
            var at = LocalDateTime.parse(parts.group(1), DAY);
            return withConditions(
                    new RoutingExample(at, List.of(), 1, new CallerHistory.Caller(CallerStatus.UNKNOWN, 1), expected),
                    parts.group(2));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<RoutingExample> withConditions(RoutingExample example, String conditions) {
        Optional<RoutingExample> parsed = Optional.of(example);
        for (String condition :
                conditions.isEmpty() ? new String[0] : conditions.substring(2).split(", ", -1)) {
            parsed = parsed.flatMap(current -> current.withCondition(condition));
        }
        return parsed;
    }

    /// The caller with the given status.
    private CallerHistory.Caller callerOf(String word) {
        return word.equals("blocked")
                ? caller.asBlocked()
                : new CallerHistory.Caller(CallerStatus.valueOf(word.toUpperCase(Locale.ROOT)), caller.recentCalls());
    }

    private Optional<RoutingExample> withCondition(String condition) {
        Matcher keysMatcher = KEYS.matcher(condition);
        Matcher callerMatcher = CALLER.matcher(condition);
        Matcher callMatcher = CALLS.matcher(condition);
        Matcher numberMatcher = NUMBER.matcher(condition);
        if (keysMatcher.matches()) {
            var list = keysMatcher
                    .group(1)
                    .replace(" ", "")
                    .chars()
                    .mapToObj(key -> (char) key)
                    .toList();
            return Optional.of(new RoutingExample(at, list, numberIndex, caller, expected));
        }
        if (callerMatcher.matches()) {
            return Optional.of(new RoutingExample(at, keys, numberIndex, callerOf(callerMatcher.group(1)), expected));
        }
        if (callMatcher.matches()) {
            var updated =
                    new CallerHistory.Caller(caller.status(), Integer.parseInt(callMatcher.group(1)), caller.blocked());
            return Optional.of(new RoutingExample(at, keys, numberIndex, updated, expected));
        }
        return numberMatcher.matches()
                ? Optional.of(new RoutingExample(at, keys, Integer.parseInt(numberMatcher.group(1)), caller, expected))
                : Optional.empty();
    }
}
