package org.permanence.adapter.ami;

/// The events that the engine uses. On the wire they contain callers' numbers and names, which are not read. A
/// listener must accept an event twice, and one that is older than the channel list of the attachment.
///
/// This type and [EventItem] name each other: a sealed type lists its cases.
public sealed interface AmiEvent extends EventItem {

    /// A channel was created, or its caller id changed. When it is created, a telephone or trunk that calls is in
    /// [ChannelPhase#RING], one that is called in [ChannelPhase#DOWN]. The linked id is the uniqueid of the channel
    /// that asked for this one, or its own.
    record ChannelNew(String uniqueid, String channel, String linkedid, ChannelPhase phase) implements AmiEvent {}

    /// A channel's state changed, for example to ringing or up.
    record ChannelState(String uniqueid, String channel, ChannelPhase phase) implements AmiEvent {}

    /// A channel entered a bridge, which has `members` channels now. The linked id is the call's from now on.
    record BridgeEnter(String bridgeId, String uniqueid, String channel, String linkedid, int members)
            implements AmiEvent {}

    /// A channel left a bridge, which has `members` channels now.
    record BridgeLeave(String bridgeId, String uniqueid, String channel, int members) implements AmiEvent {}

    /// The party on a channel hung up. The channel is still there: [Hangup] follows once Asterisk has cleared it.
    /// Not sent for a channel that Asterisk itself ends (`SoftHangupRequest`).
    record HangupRequest(String uniqueid, String channel) implements AmiEvent {}

    /// A channel is gone. The cause is one of Q.850.
    record Hangup(String uniqueid, String channel, int cause) implements AmiEvent {}

    /// A party pressed a key: `0` to `9`, `*`, `#`, `A` to `D`. The key is confidential.
    record KeyPressed(String uniqueid, String channel, char key) implements AmiEvent {

        @Override
        public String toString() {
            return "KeyPressed[" + uniqueid + "]";
        }
    }

    /// The outcome of an Originate of this connection, for the leg that the action named. Asterisk's event has the
    /// action's id, by which it is matched: the uniqueid in it may be that of an older channel with the same id.
    /// Its order among the leg's other events varies. Asterisk's reasons: 0 no such telephone, 1 or 3 no answer, 4
    /// answered, 5 busy, 8 congestion.
    record OriginateResponse(String legId, boolean success, int reason) implements AmiEvent {}

    /// Asterisk has loaded its last module. Only an account with `read=system` gets it.
    record FullyBooted() implements AmiEvent {}

    /// An event of the dialplan. The uniqueid is empty if it belongs to no channel.
    record UserEvent(String name, String uniqueid) implements AmiEvent {}
}
