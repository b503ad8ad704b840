package org.permanence.blocking;

import java.time.Instant;
import org.permanence.practice.PracticeId;

/// A number that a practice has blocked.
///
/// @param pseudonym of the number at this practice, 32 hex digits
/// @param by who did it
public record Blocked(PracticeId practice, String pseudonym, Instant at, String by) {}
