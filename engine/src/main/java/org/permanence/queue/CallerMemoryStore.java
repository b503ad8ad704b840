package org.permanence.queue;

import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.practice.Practice;

/// What is remembered of callers from one call to the next: the place of whoever was cut off or is to be called
/// back, and who spoke with them last. Of a caller without a number, or where the book is away, nothing is: they
/// wait as whoever comes for the first time.
public interface CallerMemoryStore {

    /// Remembers nothing.
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

    /// The caller is gone, and nobody had answered.
    void savePosition(Call call, Practice practice, QueueEntry entry);

    /// The caller and this assistant hear each other.
    void saveLastAssistant(Call call, Practice practice, Login assistant);

    /// What is known of this caller. The turn they had is nobody's from here on; whoever was to be called back is
    /// not any more.
    CallerMemory recall(Call call, Practice practice);
}
