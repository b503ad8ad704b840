package org.permanence.practice;

/// A text of a practice file keeps recordings, messages and notes for fewer days than the text in force.
///
/// @param before the days of the text in force
/// @param days   the days of the new text, at least 1
public record ShorterRetention(int before, int days) {

    public ShorterRetention {
        if (days < 1 || days >= before) {
            throw new IllegalArgumentException("days: " + days + " (expected: 1.." + (before - 1) + ")");
        }
    }
}
