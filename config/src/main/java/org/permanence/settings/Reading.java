package org.permanence.settings;

/// What a shape made of a scalar.
sealed interface Reading<T> {

    record Fit<T>(T value) implements Reading<T> {}

    /// It does not fit.
    ///
    /// @param found as a problem may say it: see [Quoted]
    record Unfit<T>(String found, String expected) implements Reading<T> {}
}
