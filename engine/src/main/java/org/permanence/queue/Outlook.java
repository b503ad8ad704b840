package org.permanence.queue;

/// What is known of the queue before one caller.
///
/// @param before the calls that come before it; a part of one is a call that is only probable
/// @param overtaking the calls that still come and will be answered first, in a second
/// @param serving the assistants who may answer it and are there, on a call or not
/// @param pace how fast they are
public record Outlook(double before, double overtaking, int serving, Pace pace) {

    public Outlook {
        if (before < 0 || overtaking < 0 || serving < 0) {
            throw new IllegalArgumentException("outlook: " + before + " before, " + overtaking + " overtaking, "
                    + serving + " serving (expected: 0 or more)");
        }
    }
}
