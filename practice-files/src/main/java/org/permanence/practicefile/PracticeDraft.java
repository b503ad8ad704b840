package org.permanence.practicefile;

import org.permanence.practice.PracticeSource;

/// A new text for a practice file, to be checked before it replaces the file.
///
/// @param displayName name of the file in problems
public record PracticeDraft(String displayName, PracticeSource source) {}
