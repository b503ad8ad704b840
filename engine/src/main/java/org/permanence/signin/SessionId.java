package org.permanence.signin;

import java.time.InstantSource;
import org.permanence.text.TimeOrderedUuid;

/// The id of a session: a UUID of version 7. It is no secret: the list of sessions and the audit log have it.
public record SessionId(String value) {

    public SessionId {
        TimeOrderedUuid.require("session", value);
    }

    static SessionId next(InstantSource clock) {
        return new SessionId(TimeOrderedUuid.next(clock));
    }

    @Override
    public String toString() {
        return value;
    }
}
