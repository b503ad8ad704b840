package org.permanence.retention;

import java.time.Instant;
import java.util.Optional;
import org.permanence.practice.PracticeId;

/// The rows of one kind whose period is over.
///
/// @param practice the practice that they belong to; empty for a kind that belongs to the installation
/// @param before   from this moment on, rows are kept
public record ExpiredRows(DataKind kind, Optional<PracticeId> practice, Instant before) {}
