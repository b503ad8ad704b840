package org.permanence.triage;

/// What a key means, where a practice asks.
public sealed interface Meaning {

    /// The caller has said it.
    record Says(Said said) implements Meaning {}

    /// Another question follows.
    record Asks(String question) implements Meaning {}
}
