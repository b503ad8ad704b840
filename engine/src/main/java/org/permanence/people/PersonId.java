package org.permanence.people;

import java.time.InstantSource;
import org.permanence.text.TimeOrderedUuid;

/// The id of a person: a UUID of version 7. It stays when the name is erased.
public record PersonId(String value) {

    public PersonId {
        TimeOrderedUuid.require("person", value);
    }

    /// Creates an id.
    public static PersonId next(InstantSource clock) {
        return new PersonId(TimeOrderedUuid.next(clock));
    }

    @Override
    public String toString() {
        return value;
    }
}
