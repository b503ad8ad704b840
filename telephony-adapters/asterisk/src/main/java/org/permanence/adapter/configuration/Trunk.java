package org.permanence.adapter.configuration;

import java.util.List;
import java.util.Optional;

/// A carrier's trunk, identified by the addresses it sends from.
///
/// @param outbound where calls to telephone numbers are sent; without it, no call can leave through this trunk
/// @param assertsCallerId whether a P-Asserted-Identity (RFC 3325) from it is believed
public record Trunk(
        String name,
        List<String> addresses,
        Optional<Address> outbound,
        boolean assertsCallerId,
        SipProtocol protocol) {

    public Trunk {
        addresses = List.copyOf(addresses);
        ConfValues.name("trunk", name);
        ConfValues.notEmpty("trunk " + name + ": addresses", addresses);
        addresses.forEach(address -> ConfValues.network("trunk " + name + ": address", address));
    }
}
