package org.permanence.callback;

import java.util.List;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;

/// Where it is kept whom to call back.
public interface CallbackBook {

    /// Enters it, or what has become of it.
    void save(Callback callback);

    Optional<Callback> of(CallId call);

    /// The one that this caller of a practice asked for last.
    Optional<Callback> of(PracticeId practice, String caller);

    List<Callback> all();

    /// Takes it out; nothing happens if it is not in the book.
    void remove(CallId call);
}
