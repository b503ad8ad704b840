package org.permanence.practice;

import org.permanence.text.Slug;

/// A group of practices and the assistants who may serve them: the unit of matching, and of the lock that protects
/// it.
public record TeamId(String value) {

    public TeamId {
        Slug.require("team", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
