package org.permanence.practice;

import java.time.Instant;

/// One of the texts a practice's file has had, without the text.
///
/// @param number from 1, for each practice by itself
/// @param at since when it is what the practice says
/// @param sha256 the digest of its text
public record PracticeVersion(PracticeId practice, int number, Instant at, PracticeChange change, String sha256) {}
