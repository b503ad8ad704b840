package org.permanence.queue;

import org.permanence.practice.Language;

/// The language that a caller has chosen.
///
/// @param required whether a routine caller waits for an assistant who speaks it. If no such assistant is there,
///     the caller is told so, and any assistant may answer
public record LanguagePreference(Language language, boolean required) {}
