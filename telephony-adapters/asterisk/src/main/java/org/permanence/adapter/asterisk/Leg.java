package org.permanence.adapter.asterisk;

import org.jspecify.annotations.Nullable;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.HangupCause;

/// The other side of a call: one telephone, rung once. AMI's thread changes it, the call's thread reads it; the
/// call's lock guards both.
final class Leg {

    private final String id;
    private boolean joined;
    private @Nullable BridgeOutcome outcome;

    Leg(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    boolean isJoined() {
        return joined;
    }

    /// How the leg ended; null while it rings or talks.
    @Nullable
    BridgeOutcome outcome() {
        return outcome;
    }

    void markJoined() {
        joined = true;
    }

    /// The leg is gone or has left the bridge. The first cause counts.
    void end(HangupCause cause) {
        end(joined ? BridgeOutcome.CONNECTED : outcomeOf(cause));
    }

    void end(BridgeOutcome newOutcome) {
        if (outcome == null) {
            outcome = joined ? BridgeOutcome.CONNECTED : newOutcome;
        }
    }

    /// Applies Asterisk's reason in OriginateResponse: 0 no such telephone, 1 and 3 no answer, 5 busy, 8
    /// congestion. Source: channel.c, `enum AST_CONTROL` values as `manager.c` passes them on.
    void fail(int reason) {
        end(
                switch (reason) {
                    case 1, 3 -> BridgeOutcome.NO_ANSWER;
                    case 5 -> BridgeOutcome.BUSY;
                    default -> BridgeOutcome.UNREACHABLE;
                });
    }

    private static BridgeOutcome outcomeOf(HangupCause cause) {
        return switch (cause) {
            case BUSY, REJECTED -> BridgeOutcome.BUSY;
            case NORMAL, NO_ANSWER -> BridgeOutcome.NO_ANSWER;
            case UNREACHABLE, CONGESTION, SWITCH_LOST, OTHER -> BridgeOutcome.UNREACHABLE;
        };
    }
}
