package org.permanence.adapter.ami;

/// The state of a channel, in Asterisk's order (`enum ast_channel_state` in channelstate.h).
public enum ChannelPhase {
    DOWN,
    RESERVED,
    OFF_HOOK,
    DIALING,
    RING,
    RINGING,
    UP,
    BUSY,
    DIALING_OFF_HOOK,
    PRE_RING,
    OTHER;

    private static final ChannelPhase[] ALL = values();

    static ChannelPhase of(int state) {
        return state >= 0 && state < ALL.length - 1 ? ALL[state] : OTHER;
    }
}
