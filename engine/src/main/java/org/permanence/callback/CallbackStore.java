package org.permanence.callback;

import java.util.List;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;

/// Stores booked callbacks.
public interface CallbackStore {

    /// Inserts a callback, or updates it.
    void save(CallbackRequest request);

    Optional<CallbackRequest> find(CallId call);

    /// The callback that this caller of a practice booked last.
    Optional<CallbackRequest> find(PracticeId practice, String callerPseudonym);

    List<CallbackRequest> all();

    /// Removes a callback; does nothing if there is none.
    void remove(CallId call);
}
