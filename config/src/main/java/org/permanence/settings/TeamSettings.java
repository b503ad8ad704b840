package org.permanence.settings;

import java.time.Duration;

/// A group of practices and of the assistants who may serve them.
///
/// @param ring how long an assistant's telephone rings before the next one is tried
public record TeamSettings(Duration wrapUp, Duration ring) {

    public TeamSettings {
        if (wrapUp.isNegative() || ring.isNegative() || ring.isZero()) {
            throw new IllegalArgumentException("team: wrap-up " + wrapUp + ", ring " + ring + " (expected: positive)");
        }
    }
}
