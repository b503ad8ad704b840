package org.permanence.adapter.ami;

/// What Asterisk tells, as far as the engine uses it. Numbers and names of callers are in these events on the
/// wire; they are not read. Every listener must bear an event twice, and one that is older than the picture it was
/// attached with.
public sealed interface AmiEvent extends EventItem {

    /// A channel exists.
    record ChannelNew(String uniqueid, String channel, String linkedid) implements AmiEvent {}

    /// A channel's state changed: it rings, it is up.
    record ChannelState(String uniqueid, String channel, ChannelPhase phase) implements AmiEvent {}

    /// A channel is in a bridge, the `members`-th. Its linked id is the call's from here on.
    record BridgeEnter(String bridgeId, String uniqueid, String channel, String linkedid, int members)
            implements AmiEvent {}

    /// A channel left a bridge, which has `members` left.
    record BridgeLeave(String bridgeId, String uniqueid, String channel, int members) implements AmiEvent {}

    /// A channel is gone, with its cause of Q.850.
    record Hangup(String uniqueid, String channel, int cause) implements AmiEvent {}

    /// Somebody pressed a key: `0` to `9`, `*`, `#`, `A` to `D`. Which one is between them and the practice.
    record KeyPressed(String uniqueid, String channel, char key) implements AmiEvent {

        @Override
        public String toString() {
            return "KeyPressed[" + uniqueid + "]";
        }
    }

    /// How an Originate ended. Its place among the other events of the leg varies. The reason is Asterisk's: 0 no
    /// such telephone, 1 or 3 no answer, 4 answered, 5 busy, 8 congestion.
    record OriginateResponse(String uniqueid, boolean success, int reason) implements AmiEvent {}

    /// Asterisk has loaded its last module. Only an account with `read=system` hears it.
    record FullyBooted() implements AmiEvent {}

    /// The dialplan says something; the uniqueid is empty when no channel said it.
    record UserEvent(String name, String uniqueid) implements AmiEvent {}
}
