package org.permanence.message;

import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.practice.Practice;

/// Takes messages that callers leave for a practice.
public interface MessageTaker {

    /// Prepares a message. Audio after the tone is stored, sealed from the first byte.
    ///
    /// @return empty if it could not be stored: play no tone then
    Optional<MessageInProgress> begin(Call call, Practice practice);

    /// Takes no messages. For use without keys or audit log: calls go on.
    static MessageTaker none() {
        return (_, _) -> Optional.empty();
    }
}
