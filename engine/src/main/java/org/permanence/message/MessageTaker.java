package org.permanence.message;

import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.practice.Practice;

/// Takes what callers leave for a practice.
public interface MessageTaker {

    /// Gets ready for a message: what is said after the tone is kept, sealed from its first byte.
    ///
    /// @return empty where it could not be kept: nobody is to hear a tone then
    Optional<MessageInProgress> begin(Call call, Practice practice);

    /// Takes none: keys or log are not there, and calls go on.
    static MessageTaker none() {
        return (_, _) -> Optional.empty();
    }
}
