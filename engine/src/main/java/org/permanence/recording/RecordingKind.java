package org.permanence.recording;

import java.util.Optional;
import org.permanence.seal.SealedNumber;

/// What a recording contains.
public sealed interface RecordingKind {

    /// A conversation of the caller with an assistant.
    record Conversation() implements RecordingKind {}

    /// A message that a caller leaves for the practice.
    ///
    /// @param callback empty if no number was presented and the caller entered none
    record Message(Optional<CallbackNumber> callback) implements RecordingKind {}

    /// The number at which a caller asks to be called back.
    ///
    /// @param number    encrypted under the recording's own key
    /// @param pseudonym finds the number when the patient is erased
    /// @param confirmed whether the caller heard the number and confirmed it by a key
    record CallbackNumber(SealedNumber number, String pseudonym, boolean confirmed) {}

    /// The number to call back; empty if there is none.
    default Optional<CallbackNumber> requestedCallback() {
        return switch (this) {
            case Conversation() -> Optional.empty();
            case Message(var callback) -> callback;
        };
    }

    /// The same kind without a number to call back.
    default RecordingKind withoutCallback() {
        return switch (this) {
            case Conversation() -> this;
            case Message _ -> new Message(Optional.empty());
        };
    }
}
