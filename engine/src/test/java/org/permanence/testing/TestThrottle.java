package org.permanence.testing;

import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.permanence.signin.SignInThrottle;

/// Throttles of sign-in for tests.
public final class TestThrottle {

    private TestThrottle() {}

    /// Counts in memory only.
    public static SignInThrottle create(InstantSource clock) {
        return new SignInThrottle(new InMemorySignInBucketStore(), UnaryOperator.identity(), () -> {}, clock);
    }
}
