package org.permanence.approval;

import java.time.InstantSource;
import org.permanence.text.TimeOrderedUuid;

/// The id of a request for a second person: a UUID of version 7.
public record ApprovalId(String value) {

    public ApprovalId {
        TimeOrderedUuid.require("request", value);
    }

    static ApprovalId next(InstantSource clock) {
        return new ApprovalId(TimeOrderedUuid.next(clock));
    }

    @Override
    public String toString() {
        return value;
    }
}
