package org.permanence.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.permanence.yaml.ParseResult.Parsed;
import org.permanence.yaml.ParseResult.Rejected;

/// Parses the text of one value.
@FunctionalInterface
public interface ValueParser<T> {

    ParseResult<T> parse(String raw);

    /// A parser whose rejected text is repeated if [SafeEcho] allows it.
    public static <T> ValueParser<T> of(String expected, Function<String, Optional<T>> parser) {
        return raw -> toResult(parser.apply(raw), () -> SafeEcho.value(raw), expected);
    }

    /// A parser of personal or secret text, which is never repeated.
    public static <T> ValueParser<T> withoutEcho(String expected, Function<String, Optional<T>> parser) {
        return raw -> toResult(parser.apply(raw), () -> "unreadable", expected);
    }

    /// One of a fixed set of words. A rejection suggests the closest one.
    public static <T> ValueParser<T> oneOf(Collection<T> all, Function<T, String> spelling) {
        List<String> words = all.stream().map(spelling).toList();
        return raw -> all.stream()
                .filter(one -> spelling.apply(one).equals(raw))
                .findFirst()
                .<ParseResult<T>>map(Parsed::new)
                .orElseGet(() -> new Rejected<>(SafeEcho.value(raw), Suggestion.among(raw, words)));
    }

    private static <T> ParseResult<T> toResult(Optional<T> parsed, Supplier<String> found, String expected) {
        return parsed.<ParseResult<T>>map(Parsed::new).orElseGet(() -> new Rejected<>(found.get(), expected));
    }
}
