package org.permanence.settings;

import java.util.List;
import java.util.Optional;

/// A carrier.
///
/// @param addresses where its calls come from; whoever has one of them is the carrier
/// @param outbound where calls to it go; absent: it only delivers calls
public record TrunkSettings(List<CarrierNetwork> addresses, Optional<HostPort> outbound) {

    public TrunkSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("trunk addresses: empty (expected: at least one)");
        }
    }
}
