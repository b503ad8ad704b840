package org.permanence.routing;

import java.time.Instant;
import org.permanence.assistant.Assistant;

/// A ready assistant.
public record Candidate(Assistant assistant, Instant readySince) {}
