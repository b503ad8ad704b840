package org.permanence.boot;

import java.security.SecureRandom;
import java.util.concurrent.Executor;
import org.permanence.call.CallId;
import org.permanence.call.Dialling;
import org.permanence.call.OutboundDialer;

/// Dials outbound calls under unique ids.
///
/// @param systemName the prefix by which Asterisk's events are accepted as ours
record OutboundCalls(OutboundDialer dialer, String systemName) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /// Returns the dialler for one kind of call.
    Dialling dialling(String kind, Executor executor) {
        return new Dialling(
                dialer, () -> new CallId(systemName + "-" + kind + "-" + RANDOM.nextLong(Long.MAX_VALUE)), executor);
    }
}
