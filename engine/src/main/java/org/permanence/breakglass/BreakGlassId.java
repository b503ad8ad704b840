package org.permanence.breakglass;

import java.time.InstantSource;
import org.permanence.text.TimeOrderedUuid;

/// The id of a break-glass access: a UUID of version 7.
public record BreakGlassId(String value) {

    public BreakGlassId {
        TimeOrderedUuid.require("break-glass", value);
    }

    static BreakGlassId next(InstantSource clock) {
        return new BreakGlassId(TimeOrderedUuid.next(clock));
    }

    @Override
    public String toString() {
        return value;
    }
}
