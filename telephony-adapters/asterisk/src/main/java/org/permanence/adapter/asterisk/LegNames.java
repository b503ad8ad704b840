package org.permanence.adapter.asterisk;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.permanence.call.CallId;

/// The unique ids we give to the legs we ring. They name the call, so that the engine finds them again after a
/// restart.
final class LegNames {

    /// A call's part of a leg's name begins with a digit.
    private static final String EAR = "ear-";

    private final UnaryOperator<String> marked;
    private final AtomicLong next = new AtomicLong(new SecureRandom().nextLong(1L << 40));

    /// @param marked puts the switch's own mark on a name (`AmiSettings.legId`)
    LegNames(UnaryOperator<String> marked) {
        this.marked = marked;
    }

    String newLegOf(CallId call) {
        return prefix(call) + Long.toString(next.getAndIncrement(), 36);
    }

    /// The id of a channel by which a talk is heard: it rings nobody and joins nobody.
    String newEar() {
        return marked.apply(EAR + Long.toString(next.getAndIncrement(), 36));
    }

    boolean isEar(String uniqueid) {
        return uniqueid.startsWith(marked.apply(EAR));
    }

    boolean isLegOf(String uniqueid, CallId call) {
        return uniqueid.startsWith(prefix(call));
    }

    boolean isLeg(String uniqueid) {
        return uniqueid.startsWith(marked.apply(""));
    }

    private String prefix(CallId call) {
        // Of `house-1732238000.12` the part after the last dash tells calls of one Asterisk apart.
        String id = call.value();
        return marked.apply(id.substring(id.lastIndexOf('-') + 1) + "-");
    }
}
