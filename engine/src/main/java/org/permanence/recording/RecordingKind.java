package org.permanence.recording;

import java.util.Optional;
import org.permanence.seal.SealedNumber;

/// What is said in a recording.
public sealed interface RecordingKind {

    /// The caller and an assistant talk.
    record Conversation() implements RecordingKind {}

    /// The caller leaves a message, for whoever of the practice reads it.
    ///
    /// @param callback none where no number was presented, and none was entered
    record Message(Optional<Callback> callback) implements RecordingKind {}

    /// At which number a caller wants to be called back.
    ///
    /// @param number    closed under the recording's own key
    /// @param pseudonym by which the number is found to be erased
    /// @param confirmed whether the caller heard it and said by a key that it is right
    record Callback(SealedNumber number, String pseudonym, boolean confirmed) {}

    /// Where to call back, if anybody is to be.
    default Optional<Callback> requestedCallback() {
        return switch (this) {
            case Conversation() -> Optional.empty();
            case Message(var callback) -> callback;
        };
    }
}
