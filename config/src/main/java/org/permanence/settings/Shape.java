package org.permanence.settings;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.permanence.settings.Reading.Fit;
import org.permanence.settings.Reading.Unfit;

/// How the text of a scalar becomes a value, and what to say when it does not.
@FunctionalInterface
interface Shape<T> {

    Reading<T> read(String raw);

    /// A shape whose unfit text is repeated where [Quoted] allows it.
    static <T> Shape<T> of(String expected, Function<String, Optional<T>> parser) {
        return raw -> fit(parser.apply(raw), () -> Quoted.value(raw), expected);
    }

    /// A shape whose text is somebody's or secret: it is never repeated.
    static <T> Shape<T> hidden(String expected, Function<String, Optional<T>> parser) {
        return raw -> fit(parser.apply(raw), () -> "unreadable", expected);
    }

    /// One of a few words; a misspelt one is told its neighbour.
    static <T> Shape<T> word(Collection<T> all, Function<T, String> spelling) {
        List<String> words = all.stream().map(spelling).toList();
        return raw -> all.stream()
                .filter(one -> spelling.apply(one).equals(raw))
                .findFirst()
                .<Reading<T>>map(Fit::new)
                .orElseGet(() -> new Unfit<>(Quoted.value(raw), Nearest.among(raw, words)));
    }

    private static <T> Reading<T> fit(Optional<T> parsed, Supplier<String> found, String expected) {
        return parsed.<Reading<T>>map(Fit::new).orElseGet(() -> new Unfit<>(found.get(), expected));
    }
}
