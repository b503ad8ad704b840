package org.permanence.yaml;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.text.EnumWords;

/// Parsers of plain values: words, numbers, durations, names, countries and time zones.
public final class ValueParsers {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m|h)");

    /// Read once, because the JDK builds a set of six hundred names on each request.
    private static final Set<String> TIME_ZONES = ZoneId.getAvailableZoneIds();

    public static final ValueParser<Boolean> TRUE_FALSE = ValueParser.oneOf(List.of(true, false), String::valueOf);
    public static final ValueParser<Boolean> YES_NO =
            ValueParser.oneOf(List.of(true, false), wish -> wish ? "yes" : "no");
    public static final ValueParser<Name> NAME = ValueParser.of(
            "1 to 40 lower-case letters, digits, '-', no telephone number",
            raw -> Name.isName(raw) ? Optional.of(new Name(raw)) : Optional.empty());
    public static final ValueParser<String> COUNTRY = ValueParser.of(
            "a country's two letters, such as FR",
            raw -> Optional.of(raw).filter(Set.of(Locale.getISOCountries())::contains));
    public static final ValueParser<ZoneId> TIME_ZONE =
            ValueParser.of("a time zone with a name, such as Europe/Paris", ValueParsers::zone);

    private ValueParsers() {}

    /// The constants of an enum, as [EnumWords] writes them.
    public static <E extends Enum<E>> ValueParser<E> enumWord(Class<E> type) {
        return ValueParser.oneOf(List.of(type.getEnumConstants()), EnumWords::of);
    }

    public static ValueParser<Integer> number(int from, int to) {
        return ValueParser.of(
                from + ".." + to,
                matching("0|[1-9][0-9]{0,8}")
                        .andThen(written ->
                                written.map(Integer::valueOf).filter(number -> from <= number && number <= to)));
    }

    /// A duration such as `90s`: a whole number and a unit (ms, s, m, h), within the limits, which the rejection
    /// names.
    public static ValueParser<Duration> duration(String from, String to) {
        Duration shortest = duration(from).orElseThrow();
        Duration longest = duration(to).orElseThrow();
        return ValueParser.of(
                from + ".." + to + ", a number and its unit (ms, s, m, h)",
                raw -> duration(raw).filter(read -> read.compareTo(shortest) >= 0 && read.compareTo(longest) <= 0));
    }

    private static Optional<Duration> duration(String raw) {
        Matcher parts = DURATION.matcher(raw);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    private static Optional<ZoneId> zone(String raw) {
        try {
            // An offset such as +01:00 is refused: with daylight saving time, it is wrong for half of the year.
            return Optional.of(raw).filter(TIME_ZONES::contains).map(ZoneId::of);
        } catch (DateTimeException _) {
            return Optional.empty(); // Listed by the JDK, but without rules.
        }
    }

    /// Printable text of 1 to `maxLength` characters, without the white space around it.
    public static Optional<String> text(String raw, int maxLength) {
        boolean readable =
                !raw.isBlank() && raw.length() <= maxLength && raw.codePoints().noneMatch(ValueParsers::isUnprintable);
        return readable ? Optional.of(raw.strip()) : Optional.empty();
    }

    /// Control characters, line breaks included, and format characters that make text look different from what it
    /// is.
    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    }

    /// Accepts text that matches the whole pattern. The pattern is compiled once: an installation has thousands of
    /// values.
    public static Function<String, Optional<String>> matching(String pattern) {
        Predicate<String> whole = Pattern.compile(pattern).asMatchPredicate();
        return raw -> Optional.of(raw).filter(whole);
    }
}
