package org.permanence.assistant;

import org.permanence.text.Slug;

/// The name that an assistant signs in with. It is a pseudonym: it may appear in the journal, but not as a metric
/// tag.
public record Login(String value) {

    public Login {
        Slug.require("login", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
