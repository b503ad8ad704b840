package org.permanence.triage;

import org.permanence.text.Slug;

/// What a call is about, in a word that the practice chose: an appointment or results, for example.
public record CallReason(String name) {

    public CallReason {
        Slug.require("reason", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
