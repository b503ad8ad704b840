package org.permanence.adapter.configuration;

import java.util.List;

/// Where Asterisk listens, and where it finds the engines.
///
/// @param name    this Asterisk's name among others: every call's id begins with it
/// @param engines FastAGI addresses in the order in which they are tried; engine n beats in `PERM_HEARTBEAT_n`,
/// from 1
/// @param audioTap how the engine hears what is said
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
