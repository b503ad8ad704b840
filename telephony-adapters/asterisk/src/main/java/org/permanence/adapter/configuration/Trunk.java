package org.permanence.adapter.configuration;

import java.util.List;
import java.util.Optional;

/// A carrier's line, known by the addresses it sends from.
///
/// @param outbound where a call to a telephone number is sent; without it nothing can be dialled through this trunk
public record Trunk(String name, List<String> addresses, Optional<Address> outbound) {

    public Trunk {
        addresses = List.copyOf(addresses);
        ConfValues.name("trunk", name);
        ConfValues.notEmpty("trunk " + name + ": addresses", addresses);
        addresses.forEach(address -> ConfValues.network("trunk " + name + ": address", address));
    }
}
