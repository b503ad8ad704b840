package org.permanence.call;

import org.permanence.text.Slug;

/// A telephone that can be rung, by its name in the settings, such as an assistant's or an emergency line. It never
/// contains the number, which only the adapter knows.
public record Line(String name) {

    public Line {
        Slug.require("line", name);
    }
}
