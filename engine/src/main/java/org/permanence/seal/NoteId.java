package org.permanence.seal;

import java.time.InstantSource;
import org.permanence.text.TimeOrderedUuid;

/// The id of a clinical note: a UUID of version 7, so that ids sort by creation time.
public record NoteId(String value) {

    public NoteId {
        TimeOrderedUuid.require("note", value);
    }

    /// Creates an id.
    public static NoteId next(InstantSource clock) {
        return new NoteId(TimeOrderedUuid.next(clock));
    }

    @Override
    public String toString() {
        return value;
    }
}
