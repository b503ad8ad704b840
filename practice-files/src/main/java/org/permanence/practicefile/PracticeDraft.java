package org.permanence.practicefile;

import org.permanence.practice.PracticeSource;

/// A text that a practice's file shall have, to be checked before it has.
///
/// @param displayName how problems call it
public record PracticeDraft(String displayName, PracticeSource source) {}
