package org.permanence.practice;

import org.permanence.text.Slug;

/// A practice's short name: the key of its data, safe in a log line and a metric tag.
public record PracticeId(String value) {

    public PracticeId {
        Slug.require("practice", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
