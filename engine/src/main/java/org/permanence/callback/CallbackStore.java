package org.permanence.callback;

import java.util.List;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;

/// Where it is kept whom to call back.
public interface CallbackStore {

    /// Enters it, or what has become of it.
    void save(CallbackRequest request);

    Optional<CallbackRequest> find(CallId call);

    /// The one that this caller of a practice asked for last.
    Optional<CallbackRequest> find(PracticeId practice, String callerPseudonym);

    List<CallbackRequest> all();

    /// Takes it out; nothing happens if it is not in the book.
    void remove(CallId call);
}
