package org.permanence.routing;

import org.permanence.assistant.Assistant;
import org.permanence.queue.QueueEntry;

/// The assistant who is reserved for a queue entry.
public record Assignment(QueueEntry entry, Assistant assistant) {}
