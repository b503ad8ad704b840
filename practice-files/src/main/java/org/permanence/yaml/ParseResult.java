package org.permanence.yaml;

/// Result of parsing one value.
public sealed interface ParseResult<T> {

    record Parsed<T>(T value) implements ParseResult<T> {}

    /// The text is not a valid value.
    ///
    /// @param found the text as a problem may show it, see [SafeEcho]
    record Rejected<T>(String found, String expected) implements ParseResult<T> {}
}
