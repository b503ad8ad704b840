package org.permanence.queue;

import java.util.List;
import java.util.Optional;
import org.permanence.assistant.AssistantBook;
import org.permanence.call.CallId;

/// One team's waiting calls and assistants, seen from inside the team's lock. What is saved is committed together
/// when the lock is given back, and before anybody's telephone rings.
public interface TeamBook extends AssistantBook {

    /// Every call that waits, those offered included, in no order.
    List<WaitingCall> waiting();

    Optional<WaitingCall> waiting(CallId call);

    void save(WaitingCall waiting);

    /// Takes the call out of the queue; nothing happens if it is not in it.
    void remove(CallId call);
}
