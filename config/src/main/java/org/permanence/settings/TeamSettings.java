package org.permanence.settings;

import java.time.Duration;

/// A group of practices and of the assistants who may serve them.
///
/// @param ringTimeout how long an assistant's phone rings before the next assistant is tried
public record TeamSettings(Duration wrapUp, Duration ringTimeout) {

    public TeamSettings {
        if (wrapUp.isNegative() || ringTimeout.isNegative() || ringTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "team: wrap-up " + wrapUp + ", ring " + ringTimeout + " (expected: positive)");
        }
    }
}
