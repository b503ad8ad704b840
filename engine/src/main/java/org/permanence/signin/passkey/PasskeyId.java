package org.permanence.signin.passkey;

import java.time.InstantSource;
import java.util.Optional;
import org.permanence.text.TimeOrderedUuid;

/// The engine's id of a passkey, for the list of a person's own: a UUID of version 7. It is no secret.
public record PasskeyId(String value) {

    public PasskeyId {
        TimeOrderedUuid.require("passkey", value);
    }

    static PasskeyId next(InstantSource clock) {
        return new PasskeyId(TimeOrderedUuid.next(clock));
    }

    /// Reads an id as a client sends it; empty if no passkey can have it.
    public static Optional<PasskeyId> read(String text) {
        try {
            return Optional.of(new PasskeyId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
