package org.permanence.assistant;

/// How well an assistant fits the callers of a practice she may serve, best first.
public enum Skill {
    /// The practice asks for her, and she speaks its language.
    PREFERRED,
    /// She speaks the practice's language, or the one the caller has chosen.
    FLUENT,
    /// She does not: better than nobody for a caller who may be in danger, and no help to anybody else.
    WITHOUT_LANGUAGE
}
