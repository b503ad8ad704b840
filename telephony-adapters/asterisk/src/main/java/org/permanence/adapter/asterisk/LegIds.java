package org.permanence.adapter.asterisk;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.permanence.call.CallId;
import org.permanence.call.Line;

/// The uniqueids of the legs that the engine rings. They contain the call's id and a mark of the line, so that the
/// engine finds them after a restart.
final class LegIds {

    /// Marks the id of a tap. A leg's id has the call's part in this place, which starts with a digit.
    private static final String TAP_PREFIX = "tap-";

    /// Asterisk's suffix for the second half of a Local channel. That half only rings the telephone of the first.
    private static final String SECOND_HALF = ";2";

    private final UnaryOperator<String> withPrefix;
    private final AtomicLong next = new AtomicLong(new SecureRandom().nextLong(1L << 40));

    /// @param withPrefix gives an id the prefix of this switch (`AmiClientSettings.legId`)
    LegIds(UnaryOperator<String> withPrefix) {
        this.withPrefix = withPrefix;
    }

    String newLegId(CallId call, Line line) {
        return prefix(call, line) + Long.toString(next.getAndIncrement(), 36);
    }

    /// The id of a channel that taps a conversation. It is not a party to a call.
    String newTapId() {
        return withPrefix.apply(TAP_PREFIX + Long.toString(next.getAndIncrement(), 36));
    }

    boolean isTap(String uniqueid) {
        return uniqueid.startsWith(withPrefix.apply(TAP_PREFIX));
    }

    boolean isLegOf(String uniqueid, CallId call, Line line) {
        return uniqueid.startsWith(prefix(call, line)) && !isSecondHalf(uniqueid);
    }

    boolean isLeg(String uniqueid) {
        return uniqueid.startsWith(withPrefix.apply("")) && !isSecondHalf(uniqueid);
    }

    /// Whether the channel is neither a caller nor a party to a call: a tap, or the half of a leg that rings.
    boolean isHidden(String uniqueid) {
        return isTap(uniqueid) || isSecondHalf(uniqueid);
    }

    private static boolean isSecondHalf(String uniqueid) {
        return uniqueid.endsWith(SECOND_HALF);
    }

    private String prefix(CallId call, Line line) {
        // In `asterisk-1732238000.12`, the part after the last dash identifies the call within one Asterisk. The
        // line is only marked: its name may be a person's.
        String id = call.value();
        String lineMark = "%08x".formatted(line.name().hashCode());
        return withPrefix.apply(id.substring(id.lastIndexOf('-') + 1) + "-" + lineMark + "-");
    }
}
