package org.permanence.call;

import org.permanence.text.Slug;

/// A telephone that may be rung, by the name the configuration gives it: an assistant's, an emergency line. Never
/// its number: the adapter alone knows where it is.
public record Line(String name) {

    public Line {
        Slug.require("line", name);
    }
}
