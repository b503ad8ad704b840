package org.permanence.assistant;

import org.permanence.text.Slug;

/// The name an assistant signs in with. It is a pseudonym of the house: safe in the journal, never a metric tag.
public record Login(String value) {

    public Login {
        Slug.require("login", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
