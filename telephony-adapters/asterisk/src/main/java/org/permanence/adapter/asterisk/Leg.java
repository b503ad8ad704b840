package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.HangupCause;

/// The other side of a call: one telephone, rung once. AMI's thread changes it, the call's thread reads it; the
/// call's lock guards both.
final class Leg {

    /// A connection that the line ends before this was an answer by mistake: a slip of the finger, or a telephone
    /// that accepts the call and fails.
    private static final Duration SHORTEST_CONVERSATION = Duration.ofSeconds(2);

    private final String id;
    private final InstantSource clock;

    /// When the caller and the leg were connected; null until then.
    private @Nullable Instant joinedAt;

    /// When the leg ended; null until then.
    private @Nullable Instant endedAt;

    private @Nullable BridgeOutcome outcome;

    Leg(String id, InstantSource clock) {
        this.id = id;
        this.clock = clock;
    }

    String id() {
        return id;
    }

    boolean isJoined() {
        return joinedAt != null;
    }

    /// How the leg ended; null while it rings or talks.
    @Nullable
    BridgeOutcome outcome() {
        return outcome;
    }

    void markJoined() {
        if (joinedAt == null) {
            joinedAt = clock.instant();
        }
    }

    /// The leg was joined at a time that is not known, before the engine knew of it.
    void markJoinedEarlier() {
        if (joinedAt == null) {
            joinedAt = Instant.EPOCH;
        }
    }

    /// Whether the caller and the leg were connected for less than two seconds.
    boolean wasBrief() {
        return joinedAt != null
                && endedAt != null
                && Duration.between(joinedAt, endedAt).compareTo(SHORTEST_CONVERSATION) < 0;
    }

    /// The leg is gone or has left the bridge. The first cause counts.
    void end(HangupCause cause) {
        end(outcomeOf(cause));
    }

    void end(BridgeOutcome newOutcome) {
        if (outcome == null) {
            outcome = joinedAt == null ? newOutcome : BridgeOutcome.CONNECTED;
            endedAt = clock.instant();
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
