package org.permanence.adapter.ami;

import java.util.Optional;

/// One channel of the picture that is read at each attachment. The application is empty while a bridge has the channel.
public record ChannelStatus(
        String uniqueid,
        String channel,
        String linkedid,
        ChannelPhase phase,
        Optional<String> bridgeId,
        Optional<String> application) {}
