package org.permanence.yaml;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A value read from a file, with its location. A rejected value has been reported as a problem. A section with a
/// rejected value is never built, so [#get] is called on valid values only.
public final class Value<T> {

    private final @Nullable T value;
    private final SourceLocation location;

    private Value(@Nullable T value, SourceLocation location) {
        this.value = value;
        this.location = location;
    }

    public static <T> Value<T> of(T value, SourceLocation location) {
        return new Value<>(value, location);
    }

    public static <T> Value<T> invalid(SourceLocation location) {
        return new Value<>(null, location);
    }

    public T get() {
        if (value == null) {
            throw new IllegalStateException("setting: used although it was rejected");
        }
        return value;
    }

    public Optional<T> toOptional() {
        return Optional.ofNullable(value);
    }

    public <U> Value<U> map(Function<T, U> change) {
        return value == null ? invalid(location) : of(change.apply(value), location);
    }

    public SourceLocation location() {
        return location;
    }
}
