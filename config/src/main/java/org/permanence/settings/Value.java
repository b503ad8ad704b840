package org.permanence.settings;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A setting as read, with its place. One that could not be read has been told as a problem already; a section that
/// holds one is never built, so [#get] is asked only of what was read.
final class Value<T> {

    private final @Nullable T value;
    private final Spot spot;

    private Value(@Nullable T value, Spot spot) {
        this.value = value;
        this.spot = spot;
    }

    static <T> Value<T> of(T value, Spot spot) {
        return new Value<>(value, spot);
    }

    static <T> Value<T> unread(Spot spot) {
        return new Value<>(null, spot);
    }

    T get() {
        if (value == null) {
            throw new IllegalStateException("setting: used though it was refused");
        }
        return value;
    }

    Optional<T> ifRead() {
        return Optional.ofNullable(value);
    }

    <U> Value<U> map(Function<T, U> change) {
        return value == null ? unread(spot) : of(change.apply(value), spot);
    }

    Spot spot() {
        return spot;
    }
}
