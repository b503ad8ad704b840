package org.permanence.routing;

import java.time.Instant;
import org.permanence.assistant.Assistant;

/// An assistant who is ready, and since when.
public record Candidate(Assistant assistant, Instant readySince) {}
