package org.permanence.adapter.configuration;

import java.util.List;
import java.util.Optional;

/// A carrier's trunk, identified by the addresses it sends from.
///
/// @param outbound where calls to telephone numbers are sent; without it, no call can leave through this trunk
/// @param assertsCallerId whether a P-Asserted-Identity (RFC 3325) from it is believed
/// @param account the login that the carrier asks for
public record Trunk(
        String name,
        List<String> addresses,
        Optional<Address> outbound,
        boolean assertsCallerId,
        SipProtocol protocol,
        Optional<TrunkAccount> account) {

    public Trunk {
        addresses = List.copyOf(addresses);
        ConfValues.name("trunk", name);
        ConfValues.notEmpty("trunk " + name + ": addresses", addresses);
        addresses.forEach(address -> ConfValues.network("trunk " + name + ": address", address));
    }

    /// Whether Asterisk connects to the carrier, and not only the carrier to Asterisk.
    boolean isCalled() {
        return outbound.isPresent() || account.flatMap(TrunkAccount::registrar).isPresent();
    }
}
