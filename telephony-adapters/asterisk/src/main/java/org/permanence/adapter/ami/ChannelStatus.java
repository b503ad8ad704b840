package org.permanence.adapter.ami;

import java.util.Optional;

/// One channel of the list that is read at each attachment. The application is empty while the channel is in a
/// bridge.
public record ChannelStatus(
        String uniqueid,
        String channel,
        String linkedid,
        ChannelPhase phase,
        Optional<String> bridgeId,
        Optional<String> application) {}
