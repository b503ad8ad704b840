package org.permanence.yaml;

/// What a shape made of a scalar.
public sealed interface ParseResult<T> {

    record Parsed<T>(T value) implements ParseResult<T> {}

    /// It does not fit.
    ///
    /// @param found as a problem may say it: see [SafeEcho]
    record Rejected<T>(String found, String expected) implements ParseResult<T> {}
}
