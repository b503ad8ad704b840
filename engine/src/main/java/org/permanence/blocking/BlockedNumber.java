package org.permanence.blocking;

import java.time.Instant;
import org.permanence.practice.PracticeId;

/// A number that a practice has blocked.
///
/// @param pseudonym the number's pseudonym at this practice, 32 hex digits
/// @param blockedBy the login of the person who blocked it
public record BlockedNumber(PracticeId practice, String pseudonym, Instant blockedAt, String blockedBy) {}
