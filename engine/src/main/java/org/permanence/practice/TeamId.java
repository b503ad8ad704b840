package org.permanence.practice;

import org.permanence.text.Slug;

/// The name of a team: a group of practices and the assistants who may serve them. Assignment, and the row lock
/// around it, work on one team.
public record TeamId(String value) {

    public TeamId {
        Slug.require("team", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
