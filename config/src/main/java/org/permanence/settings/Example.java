package org.permanence.settings;

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

/// A call that a practice expects to go a certain way: `Friday 25 December 2026 14:00, key 2 -> announcement`.
///
/// @param at by the practice's clock
/// @param keys in the order of the questions, the emergency question first; then the caller is silent
/// @param dialled which of the practice's numbers, from 1
/// @param expected the route, as [RouteWords] writes it; `emergency` for a matter of life
record Example(LocalDateTime at, List<Character> keys, int dialled, CallerHistory.Caller caller, String expected) {

    private static final String WRITTEN =
            "such as: Friday 25 December 2026 14:00, keys 2 1, known caller, call 3, number 2 -> on-call";

    static final Shape<Example> SHAPE = Shape.of(WRITTEN, Example::read);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu HH:mm", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern TEXT = Pattern.compile("([^,]+)((?:, [^,]+)*?) (?:->|→) ([a-z][a-z0-9 -]*)");
    private static final Pattern KEYS = Pattern.compile("keys? ([0-9*#](?: [0-9*#])*)");
    private static final Pattern CALLER = Pattern.compile("(known|unknown|anonymous|blocked) caller");
    private static final Pattern CALLS = Pattern.compile("call ([1-9][0-9]?)");
    private static final Pattern NUMBER = Pattern.compile("number ([1-9][0-9]?)");

    /// What the call does instead, if it does something else.
    Optional<String> refutedBy(Name id, PracticeSettings file) {
        if (dialled > file.numbers().size()) {
            return Optional.of("no number " + dialled);
        }
        PhoneNumber number = file.numbers().get(dialled - 1);
        Practice practice = file.practiceAt(number, id, _ -> false, 0);
        var script = new Scenario(at.atZone(practice.zone()).toInstant(), keys, number, caller);
        var outcome = new RoutingSimulation(practice).run(script);
        String found = outcome.route().map(RouteWords::written).orElse(RouteWords.EMERGENCY);
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of(found
                        + outcome.choice()
                                .map(choice -> " by rule " + choice.number())
                                .orElse(""));
    }

    private static Optional<Example> read(String raw) {
        Matcher parts = TEXT.matcher(raw);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String expected = parts.group(3);
        if (!expected.equals(RouteWords.EMERGENCY) && RouteWords.read(expected).isEmpty()) {
            return Optional.empty();
        }
        try {
            // A weekday that is not the date's is refused by the formatter.
            var at = LocalDateTime.parse(parts.group(1), DAY);
            return with(
                    new Example(at, List.of(), 1, new CallerHistory.Caller(CallerStatus.UNKNOWN, 1), expected),
                    parts.group(2));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Example> with(Example example, String said) {
        Optional<Example> read = Optional.of(example);
        for (String one : said.isEmpty() ? new String[0] : said.substring(2).split(", ", -1)) {
            read = read.flatMap(so -> so.and(one));
        }
        return read;
    }

    /// Of a blocked caller only that is said.
    private CallerHistory.Caller who(String word) {
        return word.equals("blocked")
                ? caller.asBlocked()
                : new CallerHistory.Caller(CallerStatus.valueOf(word.toUpperCase(Locale.ROOT)), caller.recentCalls());
    }

    private Optional<Example> and(String said) {
        Matcher pressed = KEYS.matcher(said);
        Matcher known = CALLER.matcher(said);
        Matcher times = CALLS.matcher(said);
        Matcher number = NUMBER.matcher(said);
        if (pressed.matches()) {
            var list = pressed.group(1)
                    .replace(" ", "")
                    .chars()
                    .mapToObj(key -> (char) key)
                    .toList();
            return Optional.of(new Example(at, list, dialled, caller, expected));
        }
        if (known.matches()) {
            return Optional.of(new Example(at, keys, dialled, who(known.group(1)), expected));
        }
        if (times.matches()) {
            var again = new CallerHistory.Caller(caller.status(), Integer.parseInt(times.group(1)), caller.blocked());
            return Optional.of(new Example(at, keys, dialled, again, expected));
        }
        return number.matches()
                ? Optional.of(new Example(at, keys, Integer.parseInt(number.group(1)), caller, expected))
                : Optional.empty();
    }
}
