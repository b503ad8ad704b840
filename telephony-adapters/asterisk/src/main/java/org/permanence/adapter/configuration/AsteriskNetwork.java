package org.permanence.adapter.configuration;

import java.util.List;

/// Where Asterisk listens, and where it finds the engines.
///
/// @param name this Asterisk's name: the id of every call begins with it
/// @param engines FastAGI addresses in the order in which they are tried; engine n, from 1, sets `PERM_HEARTBEAT_n`
/// @param audioTap how the engine taps calls
public record AsteriskNetwork(
        String name,
        SipTransports sip,
        PortRange rtp,
        ManagerAccess ami,
        List<Address> engines,
        AudioTapModules audioTap) {

    public AsteriskNetwork {
        engines = List.copyOf(engines);
        ConfValues.name("Asterisk's name", name);
        ConfValues.notEmpty("engines", engines);
        ConfValues.distinct("engine", engines, Address::toString);
    }
}
