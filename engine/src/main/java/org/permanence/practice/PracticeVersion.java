package org.permanence.practice;

import java.time.Instant;

/// One version of a practice file, without its text.
///
/// @param number counted from 1 for each practice
/// @param at when the version was applied
/// @param sha256 the SHA-256 of the text, in hexadecimal digits
public record PracticeVersion(PracticeId practice, int number, Instant at, PracticeChange change, String sha256) {}
