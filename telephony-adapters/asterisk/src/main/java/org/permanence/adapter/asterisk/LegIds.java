package org.permanence.adapter.asterisk;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.permanence.call.CallId;

/// The uniqueids of the legs that the engine rings. They contain the call's id, so that the engine finds them after
/// a restart.
final class LegIds {

    /// Marks the id of a tap. A leg's id has the call's part in this place, which starts with a digit.
    private static final String TAP_PREFIX = "tap-";

    private final UnaryOperator<String> withPrefix;
    private final AtomicLong next = new AtomicLong(new SecureRandom().nextLong(1L << 40));

    /// @param withPrefix gives an id the prefix of this switch (`AmiClientSettings.legId`)
    LegIds(UnaryOperator<String> withPrefix) {
        this.withPrefix = withPrefix;
    }

    String newLegId(CallId call) {
        return prefix(call) + Long.toString(next.getAndIncrement(), 36);
    }

    /// The id of a channel that taps a conversation. It is not a party to a call.
    String newTapId() {
        return withPrefix.apply(TAP_PREFIX + Long.toString(next.getAndIncrement(), 36));
    }

    boolean isTap(String uniqueid) {
        return uniqueid.startsWith(withPrefix.apply(TAP_PREFIX));
    }

    boolean isLegOf(String uniqueid, CallId call) {
        return uniqueid.startsWith(prefix(call));
    }

    boolean isLeg(String uniqueid) {
        return uniqueid.startsWith(withPrefix.apply(""));
    }

    private String prefix(CallId call) {
        // In `asterisk-1732238000.12`, the part after the last dash identifies the call within one Asterisk.
        String id = call.value();
        return withPrefix.apply(id.substring(id.lastIndexOf('-') + 1) + "-");
    }
}
