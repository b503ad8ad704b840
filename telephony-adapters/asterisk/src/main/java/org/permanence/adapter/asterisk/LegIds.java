package org.permanence.adapter.asterisk;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.permanence.call.CallId;

/// The unique ids we give to the legs we ring. They name the call, so that the engine finds them again after a
/// restart.
final class LegIds {

    /// A call's part of a leg's name begins with a digit.
    private static final String TAP_PREFIX = "ear-";

    private final UnaryOperator<String> withPrefix;
    private final AtomicLong next = new AtomicLong(new SecureRandom().nextLong(1L << 40));

    /// @param withPrefix puts the switch's own mark on a name (`AmiClientSettings.legId`)
    LegIds(UnaryOperator<String> withPrefix) {
        this.withPrefix = withPrefix;
    }

    String newLegId(CallId call) {
        return prefix(call) + Long.toString(next.getAndIncrement(), 36);
    }

    /// The id of a channel by which a talk is heard: it rings nobody and joins nobody.
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
        // Of `house-1732238000.12` the part after the last dash tells calls of one Asterisk apart.
        String id = call.value();
        return withPrefix.apply(id.substring(id.lastIndexOf('-') + 1) + "-");
    }
}
