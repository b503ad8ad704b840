package org.permanence.queue;

import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.practice.Practice;

/// What is remembered of callers from one call to the next: their saved position after a hang-up in the queue, and
/// their last assistant. A caller without a number, or while the store is unavailable, is treated as new.
public interface CallerMemoryStore {

    /// A store that remembers nothing.
    CallerMemoryStore NONE = new CallerMemoryStore() {

        @Override
        public void savePosition(Call call, Practice practice, QueueEntry entry) {}

        @Override
        public void saveLastAssistant(Call call, Practice practice, Login assistant) {}

        @Override
        public CallerMemory recall(Call call, Practice practice) {
            return CallerMemory.EMPTY;
        }
    };

    /// Saves the position of a caller who hung up before an assistant answered.
    void savePosition(Call call, Practice practice, QueueEntry entry);

    /// Saves the assistant who is connected to the caller.
    void saveLastAssistant(Call call, Practice practice, Login assistant);

    /// Returns what is known of this caller. If the carrier asserts their number, their saved position is deleted
    /// by this, and their pending callback cancelled.
    CallerMemory recall(Call call, Practice practice);
}
