package org.permanence.seal;

import java.time.InstantSource;
import org.permanence.text.TimeOrderedUuid;

/// The id of a recording: a UUID of version 7, so that ids sort by creation time.
public record RecordingId(String value) {

    public RecordingId {
        TimeOrderedUuid.require("recording", value);
    }

    /// Creates an id.
    public static RecordingId next(InstantSource clock) {
        return new RecordingId(TimeOrderedUuid.next(clock));
    }

    @Override
    public String toString() {
        return value;
    }
}
