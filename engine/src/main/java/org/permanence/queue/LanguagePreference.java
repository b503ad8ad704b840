package org.permanence.queue;

import org.permanence.practice.Language;

/// The language that a caller has chosen.
///
/// @param required whether a routine caller waits for somebody who speaks it. Where nobody who does is there, the
/// caller
///     is told so and answered by whoever may: nobody waits for a shift that does not come
public record LanguagePreference(Language language, boolean required) {}
