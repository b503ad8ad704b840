package org.permanence.routing;

import org.permanence.assistant.Assistant;
import org.permanence.queue.QueueEntry;

/// This assistant answers this call.
public record Assignment(QueueEntry entry, Assistant assistant) {}
