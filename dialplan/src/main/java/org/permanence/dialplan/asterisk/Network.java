package org.permanence.dialplan.asterisk;

import java.util.List;

/// Where Asterisk listens, and where it finds the engines.
///
/// @param name    this Asterisk's name among others: every call's id begins with it
/// @param engines FastAGI addresses in the order in which they are tried; engine n beats in `PERM_BEAT_n`, from 1
/// @param hearing how the engine hears what is said
public record Network(String name, SipDoor sip, PortRange rtp, AmiDoor ami, List<Address> engines, Hearing hearing) {

    public Network {
        engines = List.copyOf(engines);
        Checked.name("Asterisk's name", name);
        Checked.notEmpty("engines", engines);
        Checked.distinct("engine", engines, Address::toString);
    }
}
