package org.permanence.call;

import java.util.regex.Pattern;

/// The name of the flow that the switch asks for when a call arrives, such as `reception`.
public record FlowName(String value) {

    private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public FlowName {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "flow name: invalid (expected: 1..40 of lower-case letters, digits, '-', a letter first)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
