package org.permanence.queue;

import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;

/// Asked before a caller waits for assistants, and before an assistant's telephone rings. It answers at once, by
/// what was last known.
public interface OfferCheck {

    /// Offers every call.
    OfferCheck NONE = new OfferCheck() {
        @Override
        public boolean isServed(PracticeId practice) {
            return true;
        }

        @Override
        public boolean permits(Login assistant, QueueEntry entry) {
            return true;
        }

        @Override
        public void answered(Login assistant, QueueEntry entry) {}
    };

    /// Whether callers of the practice may wait for assistants at all. The others go to the fallback lines.
    boolean isServed(PracticeId practice);

    /// Whether the assistant's telephone may ring for the call. A refusal is entered in the audit log.
    boolean permits(Login assistant, QueueEntry entry);

    /// The assistant has answered. What was closed since the telephone rang is entered, and ends nothing.
    void answered(Login assistant, QueueEntry entry);
}
