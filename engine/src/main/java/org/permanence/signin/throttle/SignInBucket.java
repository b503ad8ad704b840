package org.permanence.signin.throttle;

import java.time.Instant;

/// The attempts that were counted for a login, a network or a device.
///
/// @param count       the failures of a login in a row; the spent attempts of a network or a device
/// @param at          when an attempt was last counted
/// @param closedUntil until when no attempt is admitted for a login; for others, the same as `at`
public record SignInBucket(Id id, int count, Instant at, Instant closedUntil) {

    /// What attempts are counted for.
    public enum Kind {
        LOGIN,
        NETWORK,
        DEVICE
    }

    /// Names a bucket without saying whose it is.
    ///
    /// @param pseudonym of the login, network or device
    public record Id(Kind kind, String pseudonym) {}
}
