package org.permanence.assistant;

/// How well an assistant fits the callers of a practice that they may serve, best first.
public enum Skill {
    /// The practice prefers this assistant, who speaks the caller's language.
    PREFERRED,
    /// The assistant speaks the practice's language, or the one the caller has chosen.
    FLUENT,
    /// The assistant does not speak that language. Acceptable for a caller who may be in danger, but not for a
    /// routine caller.
    WITHOUT_LANGUAGE
}
