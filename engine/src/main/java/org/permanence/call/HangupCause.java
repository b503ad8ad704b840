package org.permanence.call;

import java.util.Map;

/// Why one side of a call ended: the network's number, translated once, here. Source: ITU-T Q.850, as in Asterisk's
/// `Cause` header.
public enum HangupCause {
    /// The party hung up.
    NORMAL,
    BUSY,
    NO_ANSWER,
    REJECTED,
    UNREACHABLE,
    CONGESTION,
    /// The switch died, or the call disappeared from it without an event.
    SWITCH_LOST,
    OTHER;

    private static final Map<Integer, HangupCause> BY_CODE = Map.ofEntries(
            Map.entry(1, UNREACHABLE),
            Map.entry(3, UNREACHABLE),
            Map.entry(16, NORMAL),
            Map.entry(17, BUSY),
            Map.entry(18, NO_ANSWER),
            Map.entry(19, NO_ANSWER),
            Map.entry(20, UNREACHABLE),
            Map.entry(21, REJECTED),
            Map.entry(26, NO_ANSWER), // Answered elsewhere, so not by this telephone.
            Map.entry(27, UNREACHABLE),
            Map.entry(31, NORMAL),
            Map.entry(34, CONGESTION),
            Map.entry(38, CONGESTION),
            Map.entry(41, CONGESTION),
            Map.entry(42, CONGESTION),
            Map.entry(44, CONGESTION));

    public static HangupCause of(int q850) {
        return BY_CODE.getOrDefault(q850, OTHER);
    }
}
