package org.permanence.adapter.configuration;

import java.util.List;
import java.util.Optional;

/// Where Asterisk listens, and where it finds the engines.
///
/// @param name this Asterisk's name: the id of every call begins with it
/// @param engines FastAGI addresses in the order in which they are tried; engine n, from 1, sets `PERM_HEARTBEAT_n`
/// @param mediaNetworks where voice comes from and goes to; empty: anywhere
/// @param limits how much one peer may use at one time
/// @param audioSocket where an engine receives the audio of calls; empty: through pipes on this machine
public record AsteriskNetwork(
        String name,
        SipTransports sip,
        PortRange rtp,
        ManagerAccess ami,
        List<Address> engines,
        List<String> mediaNetworks,
        PeerLimits limits,
        Optional<Address> audioSocket) {

    public AsteriskNetwork {
        engines = List.copyOf(engines);
        mediaNetworks = List.copyOf(mediaNetworks);
        mediaNetworks.forEach(network -> ConfValues.network("media network", network));
        ConfValues.name("Asterisk's name", name);
        ConfValues.notEmpty("engines", engines);
        ConfValues.distinct("engine", engines, Address::toString);
    }

    AudioTapModules audioTap() {
        return audioSocket.isPresent() ? AudioTapModules.AUDIO_SOCKET : AudioTapModules.MIX_MONITOR;
    }
}
