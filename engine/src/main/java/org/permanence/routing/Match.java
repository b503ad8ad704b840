package org.permanence.routing;

import org.permanence.assistant.Assistant;
import org.permanence.queue.WaitingCall;

/// This assistant answers this call.
public record Match(WaitingCall waiting, Assistant assistant) {}
