package org.permanence.triage;

import org.permanence.text.Slug;

/// What a call is about, in a word the practice chose: an appointment, results.
public record CallReason(String name) {

    public CallReason {
        Slug.require("reason", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
